namespace CnnVulkan.ApiTests;

/// <summary>A script of a game uses its engine's namespace and the library's side by side.</summary>
public class EngineNamesTests
{
    /// <summary>Of Godot, Unity and System.Numerics, those that a library of networks and pictures might come to use.</summary>
    private static readonly string[] Taken =
    [
        "Node", "Object", "Component", "Behaviour", "MonoBehaviour", "GameObject", "Resource", "Image", "Texture", "Texture2D", "Texture3D", "RenderTexture", "Sprite", "Camera", "Camera2D", "Camera3D",
        "Input", "Time", "Timer", "Material", "Shader", "Mesh", "Color", "Rect", "Rect2", "Vector2", "Vector3", "Vector4", "Matrix4x4", "Transform", "Quaternion", "Plane", "Random", "Engine", "Viewport",
        "Window", "Control", "Label", "Range", "Tree", "Scene", "Signal", "Variant", "Error", "Key", "Graphics", "Application", "Debug", "Font", "Environment", "Light", "GraphNode", "Container",
    ];

    [Fact]
    public void No_public_name_of_the_librarys_namespace_is_an_engines()
        => Assert.Empty(typeof(VisionHost).Assembly.GetExportedTypes().Where(t => t.Namespace == "CnnVulkan" && !t.IsNested && Taken.Contains(t.Name)).Select(t => t.FullName));
}
