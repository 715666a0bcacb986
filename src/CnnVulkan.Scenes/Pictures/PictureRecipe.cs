namespace CnnVulkan.Scenes.Pictures;

/// <summary>One labelled picture, before it is drawn.</summary>
internal sealed record PictureRecipe(SceneView View, PictureAnnotation Annotation);
