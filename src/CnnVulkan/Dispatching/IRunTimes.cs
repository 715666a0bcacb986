namespace CnnVulkan.Dispatching;

/// <summary>What is known of how long a plan's last run took on the GPU.</summary>
internal interface IRunTimes
{
    /// <summary>Milliseconds of the whole run; 0 where it was not timed.</summary>
    double Milliseconds();

    /// <summary>Milliseconds of each dispatch; empty where they were not timed.</summary>
    IReadOnlyList<DispatchTiming> Profile();
}
