namespace CnnVulkan.Demo.Overlay;

/// <summary>A message that goes by itself.</summary>
/// <param name="Text">One line.</param>
/// <param name="Kind">How much it matters.</param>
/// <param name="Since">When it came, in seconds.</param>
internal readonly record struct Toast(string Text, ToastKind Kind, double Since);
