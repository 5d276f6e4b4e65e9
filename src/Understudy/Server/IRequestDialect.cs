using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>How requests and replies look in one dialect. Safe from any thread.</summary>
internal interface IRequestDialect
{
    /// <summary>How many bytes stand before a reply's payload.</summary>
    int ReplyPrefix { get; }

    /// <summary>Reads the datagram that was received into a job, and identifies it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="terms">Who may answer it.</param>
    /// <param name="isProbe">Whether it is not a request, but asks who is there.</param>
    DatagramStatus Read(RequestJob job, out RequestTerms terms, out bool isProbe);

    /// <summary>Completes the reply that a handler wrote.</summary>
    void Complete(RequestJob job, HandlerStatus status);
}
