namespace Understudy.Lab.Network;

/// <summary>Which way nothing passes a port, though its link stays up.</summary>
[Flags]
internal enum Cut
{
    None = 0,

    /// <summary>The host hears nothing.</summary>
    In = 1,

    /// <summary>The host is not heard.</summary>
    Out = 2,

    Both = In | Out,
}
