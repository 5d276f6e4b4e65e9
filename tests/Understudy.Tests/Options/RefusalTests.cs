using System.Reflection;
using Understudy.Testing;

namespace Understudy.Tests.Options;

/// <summary>
/// What cannot work is refused when the options are checked, and so when a server, a client or a cluster is made: by an
/// exception that names the option. Nothing else is ever thrown, whatever an option is set to.
/// </summary>
public class RefusalTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The values that each type of option is tried with, beside null.</summary>
    private static readonly Dictionary<Type, object[]> Extremes = new()
    {
        [typeof(int)] = [int.MinValue, -1, 0, 1, 255, 256, 65_536, 1 << 20, int.MaxValue],
        [typeof(TimeSpan)] =
        [
            TimeSpan.MinValue, Timeout.InfiniteTimeSpan, TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromDays(50),
            TimeSpan.MaxValue,
        ],
        [typeof(string)] = ["", " ", "\0", "\ud800", "a\udfff", new string('x', 100_000)],
        [typeof(GroupAddress)] =
        [
            GroupAddress.Parse("0.0.0.0:1"), GroupAddress.Parse("10.0.0.1:5107"), GroupAddress.Parse("224.0.0.1:5107"),
            GroupAddress.Parse("239.255.77.1:5107"), GroupAddress.Parse("239.255.77.2:5108"),
            GroupAddress.Parse("255.255.255.255:65535"),
        ],
    };

    public static TheoryData<Type> Roots =>
        [typeof(UnderstudyServerOptions), typeof(UnderstudyClientOptions), typeof(TestClusterOptions)];

    [Fact]
    public void Roots_AndTheOptionsInThem_AreAllThatArePublic()
    {
        Assembly[] packages =
        [
            typeof(UnderstudyServer).Assembly, typeof(TestCluster).Assembly,
            typeof(Microsoft.Extensions.DependencyInjection.UnderstudyServiceCollectionExtensions).Assembly,
        ];
        IEnumerable<string> all = packages.SelectMany(package => package.GetExportedTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Select(type => type.Name);
        IEnumerable<string> met = Roots.SelectMany(root => Met(root.Data)).Select(type => type.Name).Distinct();
        Assert.Equal(all.Order(), met.Order());

        static IEnumerable<Type> Met(Type type)
            => Settable(type).Where(one => IsOptions(one.PropertyType)).SelectMany(one => Met(one.PropertyType))
                .Append(type);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Option_ThatIsNullOrUndefined_IsRefusedByName(Type root)
    {
        int tried = 0;
        foreach (Attempt attempt in Attempts(root).Where(each => each.CannotWork))
        {
            tried++;
            InvalidOptionException error = Assert.IsType<InvalidOptionException>(attempt.Validate());
            Assert.Equal(attempt.Property.Name, error.Option);
            Assert.StartsWith($"{attempt.Property.Name}: ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", error.Problem, StringComparison.Ordinal);
        }

        Assert.InRange(tried, 7, 100);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Option_OfAnyValue_IsTakenOrRefusedButNeverFailsLater(Type root)
    {
        int refused = 0;
        foreach (Attempt attempt in Attempts(root))
        {
            Exception? checking = attempt.Validate();
            Exception? making = attempt.Make();
            Assert.True(
                checking is null or InvalidOptionException && making?.Message == checking?.Message,
                $"{attempt.Property.Name} of {attempt.Value ?? "null"}: checked {checking}, made {making}");
            refused += checking is null ? 0 : 1;
        }

        Assert.InRange(refused, 20, 200);
    }

    [Theory]
    [InlineData(1 << 20, 65_507, "RememberedRequests")]
    [InlineData(40_000, 65_507, "RememberedRequests")]
    public void Memory_BeyondWhatAMachineHas_IsRefused(int remembered, int datagram, string option)
    {
        var options = new UnderstudyServerOptions
        {
            RememberedRequests = remembered,
            Network = new NetworkOptions { MaxDatagramBytes = datagram },
        };
        InvalidOptionException error = Assert.Throws<InvalidOptionException>(options.Validate);
        Assert.Equal(option, error.Option);
        Assert.Contains("at most 32782 go with these", error.Message, StringComparison.Ordinal);
        options.RememberedRequests = 32_782;
        options.Validate();
    }

    [Fact]
    public void Memory_OfRequestsInProgress_IsBoundedToo()
    {
        var options = new UnderstudyServerOptions
        {
            MaxRequestsInProgress = 65_536,
            Network = new NetworkOptions { MaxDatagramBytes = NetworkOptions.LargestDatagram },
        };
        Assert.Equal(
            "MaxRequestsInProgress: 65536 with datagrams of 65507 bytes may take 8.6 GB of memory; at most 16391 go "
            + "with these (NetworkOptions.MaxDatagramBytes).",
            Assert.Throws<InvalidOptionException>(options.Validate).Message);
    }

    [Fact]
    public void ReceiveBuffer_ThatHoldsNoDatagram_IsRefused()
        => Assert.Equal(
            "ReceiveBufferBytes: 4096 is out of range; it must be from 65507 to 1073741824.",
            Assert.Throws<InvalidOptionException>(
                new NetworkOptions { MaxDatagramBytes = 65_507, ReceiveBufferBytes = 4096 }.Validate).Message);

    [Fact]
    public void Timeout_WithoutAnEnd_IsRefusedInWords()
        => Assert.Equal(
            "Timeout: an infinite time is out of range; it must be from 1ms to 1h.",
            Assert.Throws<InvalidOptionException>(
                new UnderstudyClientOptions { Timeout = Timeout.InfiniteTimeSpan }.Validate).Message);

    [Fact]
    public async Task Order_ThatIsNone_IsRefusedByTheCall()
    {
        var network = new NetworkOptions { DatagramNetwork = new InMemoryNetwork().Host("a") };
        var options = new UnderstudyClientOptions { Network = network };
        await using var client = new UnderstudyClient(options);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => client.RequestAsync(new byte[1], (RequestOrder)2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Cluster_OfMoreServersThanIds_IsNotMade()
    {
        var options = new TestClusterOptions
        {
            Server = new UnderstudyServerOptions { Membership = new MembershipOptions { MaxServers = 2 } },
        };
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestCluster(3, new NoHandler(), options));
        Assert.Throws<ArgumentNullException>(() => new TestCluster(1, (IRequestHandler)null!));
        Assert.Throws<ArgumentNullException>(() => new TestCluster(1, (Func<int, IRequestHandler>)null!));
    }

    private static bool IsOptions(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static IEnumerable<PropertyInfo> Settable(Type type)
        => type.GetProperties().Where(one => one.SetMethod is { IsPublic: true });

    /// <summary>Every option below a root, each with every value that is worth a try, all others as they are.</summary>
    private static IEnumerable<Attempt> Attempts(Type root) => Attempts(root, root, instance => instance);

    private static IEnumerable<Attempt> Attempts(Type root, Type type, Func<object, object> owner)
    {
        foreach (PropertyInfo property in Settable(type))
        {
            Type given = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            bool canBeNull = Nullability.Create(property).WriteState == NullabilityState.Nullable;
            if (!given.IsValueType)
                yield return new Attempt(root, owner, property, Value: null, CannotWork: !canBeNull);
            foreach (object value in Extremes.GetValueOrDefault(given, []))
                yield return new Attempt(root, owner, property, value, CannotWork: false);
            if (given.IsEnum)
            {
                yield return new Attempt(root, owner, property, Enum.ToObject(given, -1), CannotWork: true);
                yield return new Attempt(root, owner, property, Enum.ToObject(given, 99), CannotWork: true);
            }

            if (!IsOptions(given))
                continue;
            foreach (Attempt inner in Attempts(root, given, instance => property.GetValue(owner(instance))!))
                yield return inner;
        }
    }

    private sealed record Attempt(
        Type Root, Func<object, object> Owner, PropertyInfo Property, object? Value, bool CannotWork)
    {
        public Exception? Validate() => Record.Exception(() => Try<object?>(
            server =>
            {
                server.Validate();
                return null;
            },
            client =>
            {
                client.Validate();
                return null;
            },
            cluster =>
            {
                cluster.Validate();
                return null;
            }));

        /// <summary>Makes what the options are for, and ends it.</summary>
        public Exception? Make()
        {
            try
            {
                Try<IAsyncDisposable>(
                    server => new UnderstudyServer(server, new NoHandler()),
                    client => new UnderstudyClient(client),
                    cluster => new TestCluster(1, new NoHandler(), cluster))
                    .DisposeAsync().AsTask().GetAwaiter().GetResult();
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        private T Try<T>(
            Func<UnderstudyServerOptions, T> server,
            Func<UnderstudyClientOptions, T> client,
            Func<TestClusterOptions, T> cluster)
        {
            object options = Activator.CreateInstance(Root)!;
            Property.SetValue(Owner(options), Value);
            return options switch
            {
                UnderstudyServerOptions one => server(one),
                UnderstudyClientOptions one => client(one),
                _ => cluster((TestClusterOptions)options),
            };
        }
    }

    private sealed class NoHandler : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
            => ValueTask.FromResult(HandlerStatus.Ok);
    }
}
