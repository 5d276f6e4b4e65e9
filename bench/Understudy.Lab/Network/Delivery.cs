namespace Understudy.Lab.Network;

/// <summary>A frame that goes out at a port.</summary>
internal readonly record struct Delivery(int Port, ReadOnlyMemory<byte> Frame);
