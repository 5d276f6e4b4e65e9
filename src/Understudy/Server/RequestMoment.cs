namespace Understudy.Server;

/// <summary>How things stand when a request is decided about.</summary>
/// <param name="Now">The time.</param>
/// <param name="IsLate">Whether it has waited so long behind others that it is not worth the handler's time.</param>
/// <param name="IsFull">Whether as many requests are in progress as may be.</param>
internal readonly record struct RequestMoment(TimeSpan Now, bool IsLate, bool IsFull);
