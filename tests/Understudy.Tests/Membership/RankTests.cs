using CsCheck;
using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Tests.Membership;

public class RankTests
{
    private static readonly Gen<byte[]> Ids =
        Gen.Byte.Array[1, 20].Select(ids => (byte[])[.. ids.Distinct().Order()]);

    [Fact]
    public void Lowest_CountsTheLowerIds()
    {
        byte[] ids = [0, 2, 5, 9];
        Assert.Equal([0, 1, 2, 3], ids.Select(id => Rank.Of(id, ids, new RequestTerms(0))));
        Assert.Equal(2, Rank.Of(4, ids, new RequestTerms(0)));
    }

    [Fact]
    public void Ranks_OfAllEligibleServers_AreEachNumberOnce()
        => Gen.Select(Ids, Gen.ULong, Gen.ULong, Gen.Bool).Sample((ids, client, number, spread) =>
        {
            var terms = new RequestTerms(0, spread, client, number);
            int[] ranks = [.. ids.Select(id => Rank.Of(id, ids, terms)).Order()];
            Assert.Equal(Enumerable.Range(0, ids.Length), ranks);
        });

    [Fact]
    public void Spread_WhenOneServerGoes_KeepsTheOrderOfTheOthers()
        => Gen.Select(Ids.Where(ids => ids.Length > 1), Gen.ULong, Gen.ULong).Sample((ids, client, number) =>
        {
            var terms = new RequestTerms(0, Spread: true, client, number);
            byte[] before = [.. ids.OrderBy(id => Rank.Of(id, ids, terms))];
            byte gone = before[0];
            byte[] left = [.. ids.Where(id => id != gone)];
            Assert.Equal(before.Skip(1), left.OrderBy(id => Rank.Of(id, left, terms)));
        });

    [Fact]
    public void Spread_OverManyRequests_GivesEachServerItsShare()
    {
        byte[] ids = [1, 2, 3, 4, 5];
        const int requests = 10_000;
        var answered = new Dictionary<int, int>();
        for (ulong number = 1; number <= requests; number++)
        {
            var terms = new RequestTerms(0, Spread: true, Client: 42, number);
            int first = ids.Single(id => Rank.Of(id, ids, terms) == 0);
            answered[first] = answered.GetValueOrDefault(first) + 1;
        }

        Assert.All(ids, id => Assert.InRange(answered[id], requests * 18 / 100, requests * 22 / 100));
    }
}
