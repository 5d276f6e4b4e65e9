namespace Understudy;

/// <summary>Which of the eligible servers is asked first.</summary>
public enum RequestOrder
{
    /// <summary>The one with the lowest id; all requests go to the same.</summary>
    Lowest = 0,

    /// <summary>
    /// Another one for each request, chosen by the request's number. All servers share the load, and when one goes,
    /// only its share moves. Needs the framed dialect. Rendezvous hashing (Thaler and Ravishankar, 1998).
    /// </summary>
    Spread = 1,
}
