using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Sqlite;

namespace OrleansAiJobs.Tests.Unit.Storage;

public sealed class SchemaScriptTests
{
    private static readonly SchemaScript[] Three = [new(1, "one"), new(2, "two"), new(3, "three")];

    [Fact]
    public void The_scripts_beside_a_store_are_numbered_from_1()
    {
        var scripts = SchemaScript.Beside(typeof(SqliteSchema));

        Assert.Equal(1, scripts[0].Number);
        Assert.Contains("CREATE TABLE ai_jobs", scripts[0].Sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(3, 0)]
    public void A_database_gets_the_scripts_that_it_does_not_have(int version, int missing)
    {
        Assert.Equal(Three[^missing..], SchemaScript.After(version, Three, "The database"));
    }

    [Fact]
    public void A_database_of_a_newer_release_is_refused()
    {
        var exception = Assert.Throws<StorageException>(() => SchemaScript.After(4, Three, "The database x"));

        Assert.Contains("The database x has schema version 4, this program knows 3", exception.Message, StringComparison.Ordinal);
    }
}
