using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>The picture of a network's first filters, brought to the GPU off the render thread.</summary>
internal sealed class FilterAtlas : IDisposable
{
    private readonly Task<GraphicsImage> _upload;

    private FilterAtlas(FilterSheet sheet, Task<GraphicsImage> upload) => (Sheet, _upload) = (sheet, upload);

    public FilterSheet Sheet { get; }

    /// <summary>Whether the picture is there.</summary>
    public bool IsReady => _upload.IsCompletedSuccessfully;

    public GraphicsImage Picture => _upload.Result;

    /// <summary>Begins to draw the filters of a network; null where it has no convolution of pictures with weights of its own.</summary>
    public static FilterAtlas? TryDraw(GraphicsDevice device, Model model, bool flipChannels)
        => FilterSheet.TryMake(model, flipChannels) is { } sheet ? new FilterAtlas(sheet, Task.Run(() => sheet.Upload(device))) : null;

    public void Wait() => _upload.Wait();

    public void Dispose() => _upload.Result.Dispose();
}
