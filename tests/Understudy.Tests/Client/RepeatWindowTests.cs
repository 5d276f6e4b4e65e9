using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>How many repeats a client has outstanding: more with each answer, and few where they are in vain.</summary>
public class RepeatWindowTests
{
    private const int Many = 1000;

    private readonly RepeatWindow _window = new(client: 0);
    private ulong _number;

    [Fact]
    public void Window_OfAClientThatHasHeardNothing_IsSmall() => Assert.Equal(RepeatWindow.Initial, Take(at: 0).Count);

    [Fact]
    public void Window_WithEachAnswer_GrowsByOne()
    {
        for (int answered = 0; answered < 10; answered++)
            Answer(at: 0);
        Assert.Equal(RepeatWindow.Initial + 10, Take(at: 0).Count);
    }

    [Fact]
    public void Window_OfAClientWithFewRequests_GrowsNoFurtherThanItNeeds()
    {
        for (int answered = 0; answered < Many; answered++)
            _window.Heard(isBusy: false, request: null, inFlight: 1, TimeSpan.Zero);
        Assert.Equal(RepeatWindow.Small, Take(at: 0).Count);
    }

    [Fact]
    public void Place_OfARequestThatIsOver_IsTakenByTheNext()
    {
        PendingRequest first = Take(at: 0)[0];
        Assert.Empty(Take(at: 1));
        _window.GiveBack(first);
        _window.GiveBack(first);
        Assert.Single(Take(at: 1));
    }

    /// <summary>Where the network loses much, only repeats help.</summary>
    [Fact]
    public void Window_WhileAnswersCome_IsNotMadeSmallerByRepeatsThatFindNone()
    {
        for (int answered = 0; answered < 100; answered++)
            Answer(at: 0);
        List<PendingRequest> lost = Take(at: 0);
        Answer(at: 1);
        foreach (PendingRequest request in lost)
            _window.Expired(request, Milliseconds(300));
        Assert.Equal(103, Take(at: 300).Count);
    }

    [Fact]
    public void Window_InSilence_IsHalvedOnceForEachRound()
    {
        for (int answered = 0; answered < 30; answered++)
            Answer(at: 0);
        Assert.Equal(32, Expire(Take(at: 1), at: 300));
        Assert.Equal(16, Expire(Take(at: 300), at: 600));
        Assert.Equal(8, Take(at: 600).Count);
    }

    [Fact]
    public void Repeats_InVain_AreForEverybodyAndAboutOneASecond()
    {
        int repeats = 0;
        for (int time = 0; time <= 10_000; time += 50)
        {
            List<PendingRequest> taken = Take(time);
            repeats += taken.Count;
            Expire(taken, time + 300);
        }

        Assert.Equal(RequestFrame.Everybody, _window.Searched);
        Assert.InRange(repeats, 11, 15);
    }

    /// <summary>The answers to others may come right behind the first one.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(400, 250)]
    public void Repeats_AfterASilence_WaitAsLongAsTheAnswerTook(int taken, int wait)
    {
        for (int round = 0; round < 3; round++)
            Expire(Take(at: 300 * round), 300 * (round + 1));
        PendingRequest answered = Request();
        answered.Attempts = 2;
        answered.RepeatedAt = Milliseconds(2000 - taken);
        _window.Heard(isBusy: false, answered, Many, Milliseconds(2000));
        Assert.Empty(Take(2000 + (taken < 250 ? 0 : wait - 1)));
        Assert.NotEmpty(Take(2000 + wait));
    }

    [Fact]
    public void Repeats_WhileServersAreBusy_AreOneForTwentyFirstAttempts()
    {
        Take(at: 0);
        Answer(at: 0, isBusy: true);
        Assert.Single(Take(at: 0));
        for (int begun = 0; begun < 19; begun++)
            _window.Begun(inFlight: 2, TimeSpan.Zero);
        Assert.Empty(Take(at: 0));
        _window.Begun(inFlight: 2, TimeSpan.Zero);
        _window.Begun(inFlight: 2, TimeSpan.Zero);
        Assert.Single(Take(at: 0));
    }

    /// <summary>An answer that takes so long has waited where its server could not see it.</summary>
    [Theory]
    [InlineData(250, 4)]
    [InlineData(251, 1)]
    public void Repeats_WhileTheOnlyAttemptsAreAnsweredSlowly_AreFew(int taken, int repeats)
    {
        Answer(at: 0);
        PendingRequest request = Request();
        _window.Heard(isBusy: false, request, Many, Milliseconds(taken));
        Assert.Equal(repeats, Take(taken).Count);
    }

    /// <summary>A crash must not be dear because one request in some was slow.</summary>
    [Theory]
    [InlineData(6, 1)]
    [InlineData(7, 10)]
    public void Busy_AsOneReplyBesideSoMany_IsAShortageAboveAnEighth(int others, int repeats)
    {
        for (int answered = 0; answered < others; answered++)
            Answer(at: 0);
        Answer(at: 0, isBusy: true);
        Answer(at: 1);
        Assert.Equal(repeats, Math.Min(10, Take(at: 1).Count));
    }

    /// <summary>All that an overload turned away would else be the next one.</summary>
    [Fact]
    public void Repeats_OfWhatWasBegunInAShortage_GoOneAtATimeWhenItIsOver()
    {
        List<PendingRequest> turnedAway = Shortage(firstAttempts: 100, busyAt: 400);
        Answer(at: 600);
        Answer(at: 600);
        Assert.True(_window.TryTake(turnedAway[0], Milliseconds(600)));
        Assert.False(_window.TryTake(turnedAway[1], Milliseconds(600)));
        _window.GiveBack(turnedAway[0]);
        Assert.True(_window.TryTake(turnedAway[1], Milliseconds(605)));
        Assert.False(_window.TryTake(turnedAway[2], Milliseconds(605)));

        // What was begun later is none of that.
        Assert.Single(Take(at: 605));
    }

    /// <summary>Else a short overload that turned much away would be followed by more repeats than requests.</summary>
    [Fact]
    public void Repeats_OfWhatWasBegunInAShortage_AreATenthOfTheFirstAttempts()
    {
        // In calm times answers pay for nothing.
        for (int answered = 0; answered < 100; answered++)
            _window.Heard(isBusy: false, Request(), Many, TimeSpan.Zero);
        List<PendingRequest> turnedAway = Shortage(firstAttempts: 100);
        int repeats = 0;
        for (int answered = 0; answered < turnedAway.Count; answered++)
        {
            Answer(at: 5000);
            if (!_window.TryTake(turnedAway[answered], Milliseconds(5000)))
                break;
            _window.GiveBack(turnedAway[answered]);
            repeats++;
        }

        Assert.InRange(repeats, 10, 11); // And one for the second that has gone.
    }

    /// <summary>More where servers answer what is new, too.</summary>
    [Fact]
    public void FirstAnswers_AfterAShortage_PayForRepeatsOfWhatItTurnedAway()
    {
        List<PendingRequest> turnedAway = Shortage(firstAttempts: 1, busyAt: 400);
        Assert.Empty(Take(at: 3399));
        foreach ((int attempts, bool pays) in new[] { (2, false), (1, false), (1, false), (2, false), (1, true) })
        {
            PendingRequest other = Request(startedAt: 4000);
            other.Attempts = attempts;
            _window.Heard(isBusy: false, other, Many, Milliseconds(4000));
            Assert.Equal(pays, _window.TryTake(turnedAway[0], Milliseconds(4000)));
        }
    }

    /// <summary>
    /// Four or five hundred requests were lost after an overload of six seconds, while all servers were idle: one in
    /// two seconds was repeated.
    /// </summary>
    [Fact]
    public void Repeats_OfWhatWasBegunInAShortage_BeginAsSoonAsItIsOver()
    {
        List<PendingRequest> turnedAway = Shortage(firstAttempts: 100, busyAt: 400);
        Assert.False(_window.TryTake(turnedAway[0], Milliseconds(400)));
        TimeSpan over = _window.NextTry;
        Assert.InRange(over, Milliseconds(401), Milliseconds(600));
        Assert.True(_window.TryTake(turnedAway[0], over));
    }

    /// <summary>Nobody is there who could have time again.</summary>
    [Fact]
    public void Repeats_OfWhatWasBegunInAShortage_AreFewWhereNobodyIsHeard()
    {
        List<PendingRequest> turnedAway = Shortage(firstAttempts: 100);
        Assert.True(_window.TryTake(turnedAway[0], Milliseconds(8000))); // The one for the seconds that have gone.
        _window.GiveBack(turnedAway[0]);
        Assert.False(_window.TryTake(turnedAway[1], Milliseconds(8250)));
    }

    /// <summary>Three seconds at a twentieth of a repeat, and then at one a second.</summary>
    [Fact]
    public void Busy_AfterSeconds_IsOver()
    {
        Answer(at: 0, isBusy: true);
        Take(at: 0);
        Assert.Empty(Take(at: 2999));
        Assert.Empty(Take(at: 3000));
        Assert.NotEmpty(Take(at: 3900));
    }

    /// <summary>
    /// A client slept until it would have had a token at the rate of the shortage, which was over long before: a
    /// request found only two attempts in its five seconds.
    /// </summary>
    [Fact]
    public void NextTry_InAShortage_IsNoLaterThanItsEnd()
    {
        Answer(at: 0, isBusy: true);
        Take(at: 0);
        Assert.Empty(Take(at: 1));
        Assert.Equal(TimeSpan.FromSeconds(3), _window.NextTry);
        Assert.Single(Take(at: 3000));
    }

    /// <summary>
    /// A client that had been told once that servers are busy, and asked nothing for six seconds after that, needed
    /// almost a second to find who stands in.
    /// </summary>
    [Theory]
    [InlineData(2500, 1, 0)]
    [InlineData(6000, 2, 1)]
    [InlineData(6000, 1, 2)]
    public void Busy_BeforeAClientWasIdle_HoldsNothingBackThatIsAskedLater(int at, int inFlight, int repeats)
    {
        Answer(at: 0, isBusy: true);
        Take(at: 0).ForEach(_window.GiveBack);
        _window.Begun(inFlight, Milliseconds(at));
        Assert.Equal(repeats, Take(at).Count);
    }

    private static TimeSpan Milliseconds(int value) => TimeSpan.FromMilliseconds(value);

    /// <returns>What was begun before servers said that they are short of time.</returns>
    private List<PendingRequest> Shortage(int firstAttempts, int busyAt = 1)
    {
        List<PendingRequest> requests = [.. Enumerable.Range(0, firstAttempts).Select(_ => Request())];
        foreach (PendingRequest _ in requests)
            _window.Begun(Many, TimeSpan.Zero);
        for (int answered = 0; answered < firstAttempts; answered++)
            Answer(busyAt, isBusy: true);
        Assert.All(requests, request => Assert.True(_window.IsOfShortage(request)));
        Take(at: busyAt);
        return requests;
    }

    private void Answer(int at, bool isBusy = false) => _window.Heard(isBusy, request: null, Many, Milliseconds(at));

    private PendingRequest Request(int startedAt = 0)
        => new(default, ++_number, Milliseconds(startedAt), tag: null)
        {
            Attempts = 1,
            SentAt = Milliseconds(startedAt),
            Ends = Milliseconds(startedAt + 5000),
        };

    /// <returns>The repeats that there is a place for.</returns>
    private List<PendingRequest> Take(int at)
    {
        var taken = new List<PendingRequest>();
        PendingRequest next = Request(at);
        for (; taken.Count < Many && _window.TryTake(next, Milliseconds(at)); next = Request(at))
            taken.Add(next);
        return taken;
    }

    private int Expire(List<PendingRequest> repeats, int at)
    {
        foreach (PendingRequest request in repeats)
            _window.Expired(request, Milliseconds(at));
        return repeats.Count;
    }
}
