namespace CnnVulkan.Demo.Vision;

/// <summary>A network that somebody wants to see.</summary>
/// <param name="Model">The filter network, a name of the catalogue, an .onnx file or a model folder.</param>
/// <param name="Precision">How it stores real numbers.</param>
/// <param name="PictureWidth">The width of the pictures it will look at, in pixels.</param>
/// <param name="PictureHeight">Their height.</param>
/// <param name="Layer">The layer to show first, by name; null for the first convolution.</param>
/// <param name="Loaded">The network, where it was loaded already and only made ready for something else; null to load it.</param>
internal sealed record NetworkRequest(
    string Model, Precision Precision, int PictureWidth, int PictureHeight, string? Layer = null, Model? Loaded = null);
