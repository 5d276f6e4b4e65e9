using Understudy.Server;

namespace Understudy.Simulation.Hosts;

/// <summary>The requests that handlers work on, each at a place with a number, so that an event can name it.</summary>
internal sealed class WorkPlaces
{
    /// <summary>Stands at the place of a request that has ended before its event has come.</summary>
    private static readonly RequestJob Ended = new(0);

    private readonly List<RequestJob?> _jobs = [];

    /// <summary>How many are worked on.</summary>
    public int Taken { get; private set; }

    /// <returns>The lowest place that is free.</returns>
    public int Put(RequestJob job)
    {
        int place = _jobs.IndexOf(null);
        if (place < 0)
        {
            place = _jobs.Count;
            _jobs.Add(null);
        }

        _jobs[place] = job;
        Taken++;
        return place;
    }

    /// <summary>The event of a place has come.</summary>
    /// <returns>Its request; null where it has ended before.</returns>
    public RequestJob? Take(int place)
    {
        RequestJob job = _jobs[place] ?? throw new InvalidOperationException("Nobody works at this place.");
        _jobs[place] = null;
        if (job == Ended)
            return null;
        Taken--;
        return job;
    }

    /// <summary>Takes a request before its event comes.</summary>
    /// <param name="other">The one not to take.</param>
    /// <returns>The request; null where there is none.</returns>
    public RequestJob? TakeEarly(RequestJob? other)
    {
        int place = _jobs.FindIndex(job => job is not null && job != Ended && job != other);
        if (place < 0)
            return null;

        RequestJob? early = _jobs[place];
        _jobs[place] = Ended;
        Taken--;
        return early;
    }
}
