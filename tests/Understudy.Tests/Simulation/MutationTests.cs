using Understudy.Simulation.Catching;
using Understudy.Simulation.Mutations;

namespace Understudy.Tests.Simulation;

/// <summary>
/// The checks find deliberate bugs. Here those that show soon; all of them are looked for in many ranges of seeds by
/// <c>--mutations</c>, which <c>.ci/run</c> does.
/// </summary>
public class MutationTests
{
    private const int Seeds = 16;

    public static TheoryData<string> ThatShowSoon =>
    [
        nameof(Mutation.RankOneTooGood),
        nameof(Mutation.RankOneTooBad),
        nameof(Mutation.RankLimitIgnored),
        nameof(Mutation.OwnHeartbeatNotKnown),
        nameof(Mutation.EligibleThresholdTooHigh),
        nameof(Mutation.NoListening),
        nameof(Mutation.ProbesNotAnswered),
        nameof(Mutation.JoiningAnswers),
        nameof(Mutation.StaleView),
        nameof(Mutation.RequestsNotRemembered),
        nameof(Mutation.SpreadOrdersDiffer),
        nameof(Mutation.LimitNotDoubled),
        nameof(Mutation.LimitNeverRaised),
        nameof(Mutation.ReplyToWrongRequestAccepted),
        nameof(Mutation.SecondAnswerAccepted),
        nameof(Mutation.StartRankNeverFalls),
        nameof(Mutation.ClientsMixedUp),
        nameof(Mutation.RejectionNotTold),
        nameof(Mutation.PaceNotDoubled),
        nameof(Mutation.WaitAlwaysLongest),
        nameof(Mutation.TimesOutEarly),
        nameof(Mutation.AnswersRankForgotten),
        nameof(Mutation.NeverReopened),
        nameof(Mutation.FailedSendTakenForSent),
    ];

    [Theory]
    [MemberData(nameof(ThatShowSoon))]
    public void Mutation_ThatShowsSoon_IsCaughtByAFewSeeds(string name)
    {
        var trial = new MutationTrial(new CatchingOptions { First = 1, Seeds = Seeds, Seconds = 60 });
        Catch? caught = trial.Run(Enum.Parse<Mutation>(name), range: 0, TestContext.Current.CancellationToken);
        Assert.NotNull(caught);
    }

    [Fact]
    public void Mutations_AllOfThem_HaveADescription()
    {
        foreach (Mutation mutation in Enum.GetValues<Mutation>().Where(one => one != Mutation.None))
            Assert.EndsWith(".", Description.Of(mutation), StringComparison.Ordinal);
    }
}
