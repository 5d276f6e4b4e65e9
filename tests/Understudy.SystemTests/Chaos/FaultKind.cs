namespace Understudy.SystemTests.Chaos;

internal enum FaultKind
{
    /// <summary>kill -9, and started again when it is over.</summary>
    Kill,

    /// <summary>SIGTERM, and started again when it is over.</summary>
    Terminate,

    /// <summary>SIGSTOP, and SIGCONT when it is over.</summary>
    Pause,

    /// <summary>The cable passes nothing.</summary>
    CutBoth,

    /// <summary>The server hears nothing.</summary>
    CutIn,

    /// <summary>The server is not heard.</summary>
    CutOut,

    /// <summary>Datagrams to one host, or to all, are lost, doubled, delayed, or all of that.</summary>
    Noise,
}
