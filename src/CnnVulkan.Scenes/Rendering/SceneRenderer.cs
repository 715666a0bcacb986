using System.Numerics;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Props;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Rendering;

/// <summary>
/// Draws a <see cref="SceneView"/>: depth from the sun, then props, ground, sky, and the shade on the ground. Props go to the GPU when first seen. Used by the render thread only.
/// </summary>
internal sealed class SceneRenderer : IDisposable
{
    /// <summary>Texels along an edge of the shadow map of a picture that people look at.</summary>
    private const int UsualShadowSize = 1024;

    /// <summary>Of the fan in scene_floor.vert.</summary>
    private const int FloorVertices = 48 * 3;

    private readonly GraphicsDevice _device;
    private readonly RenderPassKind _kind;
    private readonly Stack<IDisposable> _owned = new();
    private readonly Dictionary<Prop, PropBuffer> _props = [];
    private readonly RenderTarget _shadow;
    private readonly InstanceBuffer[] _slots;
    private readonly int _shadowSize;
    private readonly DescriptorSets _sets;
    private readonly RenderPipeline _shadowPipeline, _propPipeline, _floorPipeline, _patternPipeline, _backdropPipeline, _shadePipeline;
    private readonly List<(Prop Prop, Matrix4x4 Place)> _shadowed = [];
    private Matrix4x4 _shadowedFrom;
    private RenderTarget? _target;

    /// <param name="device">The device; outlives the renderer.</param>
    /// <param name="quality">How much work a picture may be; null for fast where the CPU draws, else full.</param>
    /// <param name="slots">How many pictures may be recorded before the first is drawn.</param>
    /// <param name="shadowSize">Texels along an edge of the shadow map; fewer do for small pictures.</param>
    public SceneRenderer(GraphicsDevice device, SceneQuality? quality = null, int slots = FrameContext.FramesInFlight, int shadowSize = UsualShadowSize)
    {
        _device = device;
        _slots = new InstanceBuffer[slots];
        _shadowSize = shadowSize;
        bool full = (quality ?? (device.IsCpu ? SceneQuality.Fast : SceneQuality.Full)) == SceneQuality.Full;
        _kind = new RenderPassKind(Format.R8G8B8A8Unorm, Format.D32Sfloat, full ? BestSamples(device) : SampleCountFlags.Count1Bit);
        try
        {
            var shadowKind = new RenderPassKind(Format.Undefined, Format.D32Sfloat, KeepDepth: true);
            _shadow = Own(new RenderTarget(device, "scene/shadow", shadowSize, shadowSize, shadowKind));
            const ShaderStageFlags Stages = ShaderStageFlags.VertexBit | ShaderStageFlags.FragmentBit;
            DescriptorLayout layout = Own(new DescriptorLayout(
                device, "scene", Stages, DescriptorType.UniformBuffer, DescriptorType.CombinedImageSampler, DescriptorType.StorageBuffer));
            _sets = Own(new DescriptorSets(device, "scene", layout, _slots.Length));
            for (int i = 0; i < _slots.Length; i++)
            {
                _slots[i] = Own(new InstanceBuffer(device, i));
                _sets.WriteBuffer(i, 0, _slots[i].Uniforms);
                _sets.WriteImage(i, 1, _shadow.Depth!, device.Samplers.Shadow);
                _sets.WriteBuffer(i, 2, _slots[i].Instances);
            }
            _shadowPipeline = Own(Drawing("scene_shadow", layout).Shaders("scene_shadow.vert", null)
                .Cull(CullModeFlags.BackBit).Depth().DepthBias(2, 2).Build(shadowKind));
            string fast = full ? "" : "_fast";
            _propPipeline = Own(Drawing("scene", layout).Shaders("scene.vert", $"scene{fast}.frag").Cull(CullModeFlags.BackBit).Depth().Build(_kind));
            _shadePipeline = Own(Drawing("scene_shade", layout).Shaders("scene_shade.vert", "scene_shade.frag")
                .Depth(write: false).AlphaBlend().Build(_kind));
            RenderPipeline Ground(string name, string vertex, bool write)
                => Own(new GraphicsPipelineBuilder(device, name).Set(layout).Shaders($"{vertex}.vert", $"{name}.frag").Depth(write: write).Build(_kind));
            _floorPipeline = Ground($"scene_floor{fast}", "scene_floor", write: true);
            _patternPipeline = Ground("scene_floor_pattern", "scene_floor", write: true);
            _backdropPipeline = Ground("scene_backdrop", "scene_backdrop", write: false);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many samples a pixel is made of.</summary>
    public SampleCountFlags Samples => _kind.Samples;

    /// <summary>Records the drawing of a picture as large as the frame.</summary>
    /// <returns>The picture, ready to be sampled; the same image until the size changes.</returns>
    public GraphicsImage Record(FrameContext frame, SceneView view)
    {
        if (view.Objects.Count > InstanceBuffer.MaxInstances)
            throw new ArgumentException($"The scene has {view.Objects.Count} things; the renderer draws {InstanceBuffer.MaxInstances} at most.", nameof(view));
        CommandBuffer commands = frame.Commands;
        RenderTarget target = TargetOf(frame.Width, frame.Height);
        _slots[frame.Slot].Write(new FrameUniforms(view, (float)frame.Width / frame.Height, _shadowSize), view.Objects);
        DescriptorSet set = _sets[frame.Slot];

        if (!ShadowIsCurrent(view))
        {
            _shadow.Begin(commands);
            DrawProps(commands, _shadowPipeline, set, view.Objects);
            _shadow.End(commands);
            _shadow.Depth!.ReadInShaders(commands);
        }

        target.Begin(commands);
        DrawProps(commands, _propPipeline, set, view.Objects);
        (view.Light.Pattern == GroundPattern.Plain ? _floorPipeline : _patternPipeline).Bind(commands);
        _device.Vk.CmdDraw(commands, FloorVertices, 1, 0, 0);
        _backdropPipeline.Bind(commands);
        _device.Vk.CmdDraw(commands, 3, 1, 0, 0);
        _shadePipeline.Bind(commands);
        for (int i = 0; i < view.Objects.Count; i++)
        {
            if (!view.Objects[i].Upright)
                continue;
            PropBuffer prop = BufferOf(view.Objects[i].Prop);
            prop.Bind(commands);
            prop.DrawShade(commands, (uint)i);
        }
        target.End(commands);
        target.Color!.ReadInShaders(commands);
        return target.Color;
    }

    /// <summary>The device must not use it any more.</summary>
    public void Dispose()
    {
        _target?.Dispose();
        _target = null;
        foreach (PropBuffer prop in _props.Values)
            prop.Dispose();
        _props.Clear();
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    /// <summary>Four where pictures and depth can have them, else one.</summary>
    private static SampleCountFlags BestSamples(GraphicsDevice device)
    {
        SampleCountFlags both = device.Limits.FramebufferColorSampleCounts & device.Limits.FramebufferDepthSampleCounts;
        return (both & SampleCountFlags.Count4Bit) != 0 ? SampleCountFlags.Count4Bit : SampleCountFlags.Count1Bit;
    }

    private GraphicsPipelineBuilder Drawing(string name, DescriptorLayout layout)
        => new GraphicsPipelineBuilder(_device, name).Vertices(PackedVertex.Size, PackedVertex.Attributes).Set(layout);

    private void DrawProps(CommandBuffer commands, RenderPipeline pipeline, DescriptorSet set, IReadOnlyList<SceneObject> objects)
    {
        pipeline.Bind(commands);
        pipeline.BindSet(commands, set);
        for (int i = 0; i < objects.Count; i++)
        {
            PropBuffer prop = BufferOf(objects[i].Prop);
            prop.Bind(commands);
            prop.Draw(commands, (uint)i);
        }
    }

    /// <summary>Whether nothing that throws a shadow has moved since the shadow map was drawn; notes what is drawn into it now if not.</summary>
    private bool ShadowIsCurrent(SceneView view)
    {
        Matrix4x4 from = view.ShadowProjection();
        bool current = from == _shadowedFrom && _shadowed.Count == view.Objects.Count;
        for (int i = 0; current && i < _shadowed.Count; i++)
            current = _shadowed[i] == (view.Objects[i].Prop, view.Objects[i].Place);
        if (current)
            return true;
        _shadowedFrom = from;
        _shadowed.Clear();
        foreach (SceneObject thing in view.Objects)
            _shadowed.Add((thing.Prop, thing.Place));
        return false;
    }

    private PropBuffer BufferOf(Prop prop)
    {
        if (!_props.TryGetValue(prop, out PropBuffer? buffer))
            buffer = _props[prop] = new PropBuffer(_device, prop);
        return buffer;
    }

    private RenderTarget TargetOf(int width, int height)
    {
        if (_target is not null && (_target.Width, _target.Height) == (width, height))
            return _target;
        var target = new RenderTarget(_device, "scene", width, height, _kind);
        if (_target is not null)
            _device.Retire(_target);
        return _target = target;
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
