namespace CnnVulkan.Demo.Vision;

/// <summary>An image that is to be forgotten when the last frame that used it has finished.</summary>
internal sealed class ForgottenImage(Action<ulong> forget, ulong image) : IDisposable
{
    public void Dispose() => forget(image);
}
