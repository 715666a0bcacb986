using System.Numerics;
using System.Runtime.InteropServices;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Overlay;

/// <summary>Draws a <see cref="DrawList"/>: one draw call per batch, from one buffer of instances per frame in flight.</summary>
/// <remarks>Two steps, because copies may not stand in a render pass: <see cref="Prepare"/> before it, <see cref="Record"/> in it.</remarks>
internal sealed class OverlayRenderer : IDisposable
{
    private const ShaderStageFlags Stages = ShaderStageFlags.VertexBit | ShaderStageFlags.FragmentBit;
    private const ImageUsageFlags Uploaded = ImageUsageFlags.TransferDstBit | ImageUsageFlags.SampledBit;
    private static readonly int Textures = Enum.GetValues<OverlayTexture>().Length;

    private readonly GraphicsDevice _device;
    private readonly GlyphAtlas _atlas;
    private readonly List<IDisposable> _owned = [];
    private readonly GraphicsImage _glyphs, _blank;
    private readonly DescriptorSets _sets;
    private readonly RenderPipeline[] _pipelines;
    private readonly GraphicsImage?[] _bound = new GraphicsImage?[Textures];
    private readonly GraphicsImage?[] _written = new GraphicsImage?[Textures * FrameContext.FramesInFlight];
    private readonly GraphicsBuffer?[] _instances = new GraphicsBuffer?[FrameContext.FramesInFlight];
    private readonly GraphicsBuffer[] _staging = new GraphicsBuffer[FrameContext.FramesInFlight];

    public OverlayRenderer(GraphicsDevice device, GlyphAtlas atlas)
    {
        (_device, _atlas) = (device, atlas);
        try
        {
            _glyphs = Own(new GraphicsImage(device, "overlay/glyphs", atlas.Width, atlas.Height, Format.R8Unorm, Uploaded));
            _blank = Own(new GraphicsImage(device, "overlay/blank", 1, 1, Format.R8G8B8A8Unorm, Uploaded));
            for (int i = 0; i < _staging.Length; i++)
            {
                _staging[i] = Own(new GraphicsBuffer(
                    device, $"overlay/staging {i}", (ulong)atlas.Pixels.Length, BufferUsageFlags.TransferSrcBit, hostVisible: true));
            }
            DescriptorLayout layout = Own(new DescriptorLayout(
                device, "overlay", Stages, DescriptorType.StorageBuffer, DescriptorType.CombinedImageSampler, DescriptorType.CombinedImageSampler));
            _sets = Own(new DescriptorSets(device, "overlay", layout, Textures * FrameContext.FramesInFlight));
            // In the order of DrawPass.
            _pipelines = [Pipeline(layout, "overlay_shape"), Pipeline(layout, "overlay_image"), Pipeline(layout, "overlay_glyph")];
            // Shown where a picture is asked for that is not there.
            _staging[0].Mapped[..4].Clear();
            device.RunOnce(commands => _blank.Upload(commands, _staging[0], 0));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The draw calls of the last frame.</summary>
    public int DrawCalls { get; private set; }

    /// <summary>Says which image a texture of the overlay is from now on; the renderer borrows it. Null takes it away.</summary>
    public void Bind(OverlayTexture texture, GraphicsImage? image) => _bound[(int)texture] = image;

    /// <summary>Before the render pass: brings new glyphs and the frame's instances to the GPU, and makes the bound images readable.</summary>
    public void Prepare(FrameContext frame, DrawList list)
    {
        if (_atlas.TakeChanged())
        {
            _atlas.Pixels.CopyTo(_staging[frame.Slot].Mapped);
            _glyphs.Upload(frame.Commands, _staging[frame.Slot], 0);
        }
        GraphicsBuffer instances = Instances(frame.Slot, list.Instances.Length);
        MemoryMarshal.AsBytes(list.Instances).CopyTo(instances.Mapped);
        for (int i = 0; i < Textures; i++)
        {
            GraphicsImage image = _bound[i] ?? _blank;
            image.ReadInShaders(frame.Commands);
            int set = frame.Slot * Textures + i;
            if (_written[set] == image)
                continue;
            _written[set] = image;
            _sets.WriteBuffer(set, 0, instances);
            _sets.WriteImage(set, 1, _glyphs, _device.Samplers.Linear);
            _sets.WriteImage(set, 2, image, _device.Samplers.Linear);
        }
    }

    /// <summary>In the render pass: draws what <see cref="Prepare"/> was given.</summary>
    public void Record(FrameContext frame, DrawList list)
    {
        foreach (DrawBatch batch in list.Batches)
        {
            RenderPipeline pipeline = _pipelines[(int)batch.Pass];
            pipeline.Bind(frame.Commands);
            pipeline.Push(frame.Commands, new Vector2(frame.Width, frame.Height));
            pipeline.BindSet(frame.Commands, _sets[frame.Slot * Textures + (int)batch.Texture]);
            _device.Vk.CmdDraw(frame.Commands, 6, (uint)batch.Count, 0, (uint)batch.First);
        }
        DrawCalls = list.Batches.Length;
    }

    public void Dispose()
    {
        foreach (GraphicsBuffer? buffer in _instances)
            buffer?.Dispose();
        Array.Clear(_instances);
        for (int i = _owned.Count - 1; i >= 0; i--)
            _owned[i].Dispose();
        _owned.Clear();
    }

    private RenderPipeline Pipeline(DescriptorLayout layout, string fragment) =>
        Own(new GraphicsPipelineBuilder(_device, fragment).Shaders("overlay.vert", $"{fragment}.frag").Set(layout)
            .PushConstants(ShaderStageFlags.VertexBit, 8).AlphaBlend(premultiplied: true).Build(IFrameTarget.PassKind));

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    // The slot's buffer; a larger one where the list has outgrown it. Whoever had the slot before is finished with it.
    private GraphicsBuffer Instances(int slot, int count)
    {
        int bytes = Math.Max(count, 1024) * DrawInstance.Size;
        if (_instances[slot] is { } large && large.Size >= (ulong)bytes)
            return large;
        _instances[slot]?.Dispose();
        Array.Clear(_written, slot * Textures, Textures);
        return _instances[slot] = new GraphicsBuffer(
            _device, $"overlay/instances {slot}", (ulong)(bytes + bytes / 2), BufferUsageFlags.StorageBufferBit, hostVisible: true);
    }
}
