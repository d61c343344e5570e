using System.Reflection;
using Orleans.Serialization;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class ClusterFailureTests
{
    [Fact]
    public void The_exception_of_the_grains_store_passes()
    {
        Assert.True(ClusterFailure.Is(new Grains.Storage.StorageException("away")));
    }

    [Theory]
    [InlineData("OrleansAiJobs.Grains.Storage.StorageException", true)]
    [InlineData("OrleansAiJobs.Grains.Storage.StorageException,OrleansAiJobs.Grains", true)]
    [InlineData("System.InvalidOperationException", false)]
    [InlineData("Some.OtherStorageException", false)]
    public void A_stand_in_for_an_unknown_exception_is_judged_by_the_name_it_carries(string name, bool passes)
    {
        var standIn = new UnavailableExceptionFallbackException();
        typeof(UnavailableExceptionFallbackException).GetProperty(nameof(standIn.ExceptionType), BindingFlags.Public | BindingFlags.Instance)!.SetValue(standIn, name);

        Assert.Equal(passes, ClusterFailure.Is(standIn));
    }

    [Fact]
    public void What_Orleans_raises_for_silos_and_connections_passes()
    {
        Assert.True(ClusterFailure.Is(new SiloUnavailableException()));
        Assert.True(ClusterFailure.Is(new Orleans.Runtime.Messaging.ConnectionFailedException("lost")));
        Assert.True(ClusterFailure.Is(new Orleans.Storage.InconsistentStateException()));
    }

    [Fact]
    public void A_bug_does_not_pass()
    {
        Assert.False(ClusterFailure.Is(new InvalidOperationException()));
        Assert.False(ClusterFailure.Is(new FormatException()));
    }
}
