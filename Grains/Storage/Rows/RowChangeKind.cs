namespace OrleansAiJobs.Grains.Storage.Rows;

internal enum RowChangeKind
{
    Insert,
    Update,
    Delete,
}
