namespace CnnVulkan.Dispatching;

/// <summary>What a device frees before all else that is on it: it holds workers, may be making more, and runs them.</summary>
internal interface IGoesFirst : IDisposable
{
}
