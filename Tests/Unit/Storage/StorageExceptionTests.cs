using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

public sealed class StorageExceptionTests
{
    public static TheoryData<Exception> Causes => [new NpgsqlException("away", new TimeoutException()), new SqliteException("locked", 5), new IOException("broken")];

    [Theory]
    [MemberData(nameof(Causes))]
    public void An_outage_is_told_to_callers_elsewhere_whatever_caused_it(Exception cause)
    {
        using var services = new ServiceCollection().AddSerializer().AddDriverExceptions().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var told = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new StorageException("The database failed.", cause) { IsTransient = true }));

        var failure = Assert.IsType<StorageException>(told);
        Assert.Equal(("The database failed.", true), (failure.Message, failure.IsTransient));
        Assert.Contains(cause.Message, failure.ToString(), StringComparison.Ordinal);
    }
}
