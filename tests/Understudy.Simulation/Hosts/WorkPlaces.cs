using Understudy.Server;

namespace Understudy.Simulation.Hosts;

/// <summary>The requests that handlers work on, each at a place with a number, so that an event can name it.</summary>
internal sealed class WorkPlaces
{
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

    public RequestJob Take(int place)
    {
        RequestJob job = _jobs[place] ?? throw new InvalidOperationException("Nobody works at this place.");
        _jobs[place] = null;
        Taken--;
        return job;
    }
}
