namespace CnnVulkan;

/// <summary>A piece of a picture that a channel of a layer answers to.</summary>
/// <param name="Picture">The picture's name, as it was given.</param>
/// <param name="Activation">The value of the channel there: its greatest on that picture.</param>
/// <param name="Row">The row of the layer's map the value stands in; 0 where the layer has no maps.</param>
/// <param name="Column">The column of the layer's map.</param>
/// <param name="Area">
/// What the value depends on, in pixels of what the network sees of the picture: the receptive field. It reaches past the picture where
/// padding takes part.
/// </param>
public sealed record Patch(string Picture, float Activation, int Row, int Column, PixelArea Area);
