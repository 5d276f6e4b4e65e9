namespace Understudy.Server;

/// <summary>How things stand when it is decided about a request.</summary>
/// <param name="Now">The time.</param>
/// <param name="IsLate">The request has waited so long behind others that it is not worth the handler's time.</param>
/// <param name="IsFull">As many requests are in progress as may be.</param>
internal readonly record struct RequestMoment(TimeSpan Now, bool IsLate, bool IsFull);
