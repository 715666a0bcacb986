using CnnVulkan.Vulkan;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>
/// Describes a pipeline that draws, then builds it. Without further words: triangles, no culling, no depth, no blending. Viewport and
/// scissor are dynamic; <see cref="RenderTarget.Begin"/> sets them.
/// </summary>
internal sealed unsafe class GraphicsPipelineBuilder(GraphicsDevice device, string name)
{
    private readonly List<VertexInputBindingDescription> _bindings = [];
    private readonly List<VertexInputAttributeDescription> _attributes = [];
    private readonly List<DescriptorLayout> _sets = [];
    private string _vertex = "", _fragment = "";
    private PrimitiveTopology _topology = PrimitiveTopology.TriangleList;
    private CullModeFlags _cull = CullModeFlags.None;
    private FrontFace _front = FrontFace.CounterClockwise;
    private bool _depthTest, _depthWrite, _blend;
    private BlendFactor _sourceFactor = BlendFactor.SrcAlpha;
    private float _biasConstant, _biasSlope;
    private ShaderStageFlags _pushStages;
    private int _pushBytes;

    /// <param name="vertex">The vertex shader, <c>NAME.vert</c>.</param>
    /// <param name="fragment">The fragment shader, <c>NAME.frag</c>; null where only depth is written.</param>
    public GraphicsPipelineBuilder Shaders(string vertex, string? fragment)
    {
        (_vertex, _fragment) = (vertex, fragment ?? "");
        return this;
    }

    /// <summary>Adds a vertex buffer; the first one is binding 0.</summary>
    public GraphicsPipelineBuilder Vertices(int stride, params VertexAttribute[] attributes) => Input(stride, VertexInputRate.Vertex, attributes);

    /// <summary>Adds a buffer that moves on with each instance.</summary>
    public GraphicsPipelineBuilder Instances(int stride, params VertexAttribute[] attributes) => Input(stride, VertexInputRate.Instance, attributes);

    /// <summary>Adds the next descriptor set.</summary>
    public GraphicsPipelineBuilder Set(DescriptorLayout layout)
    {
        _sets.Add(layout);
        return this;
    }

    public GraphicsPipelineBuilder PushConstants(ShaderStageFlags stages, int bytes)
    {
        (_pushStages, _pushBytes) = (stages, bytes);
        return this;
    }

    public GraphicsPipelineBuilder Topology(PrimitiveTopology topology)
    {
        _topology = topology;
        return this;
    }

    public GraphicsPipelineBuilder Cull(CullModeFlags cull, FrontFace front = FrontFace.CounterClockwise)
    {
        (_cull, _front) = (cull, front);
        return this;
    }

    /// <summary>Tests for "less or equal", and writes where asked.</summary>
    public GraphicsPipelineBuilder Depth(bool test = true, bool write = true)
    {
        (_depthTest, _depthWrite) = (test, write);
        return this;
    }

    /// <summary>Adds to the depth of what is drawn, as shadow maps need it.</summary>
    public GraphicsPipelineBuilder DepthBias(float constant, float slope)
    {
        (_biasConstant, _biasSlope) = (constant, slope);
        return this;
    }

    /// <summary>Draws over what is there.</summary>
    /// <param name="premultiplied">Whether the shader's colours are multiplied by their alpha already.</param>
    public GraphicsPipelineBuilder AlphaBlend(bool premultiplied = false)
    {
        (_blend, _sourceFactor) = (true, premultiplied ? BlendFactor.One : BlendFactor.SrcAlpha);
        return this;
    }

    public RenderPipeline Build(RenderPassKind kind)
    {
        PipelineLayout layout = PipelineLayouts.Create(device, name, _sets, _pushStages, _pushBytes);
        try
        {
            Pipeline pipeline = Create(kind, layout);
            device.SetName(ObjectType.Pipeline, pipeline.Handle, name);
            return new RenderPipeline(device, pipeline, layout, _pushStages);
        }
        catch
        {
            device.Vk.DestroyPipelineLayout(device.Device, layout, null);
            throw;
        }
    }

    private GraphicsPipelineBuilder Input(int stride, VertexInputRate rate, VertexAttribute[] attributes)
    {
        uint binding = (uint)_bindings.Count;
        _bindings.Add(new VertexInputBindingDescription { Binding = binding, Stride = (uint)stride, InputRate = rate });
        foreach (VertexAttribute a in attributes)
        {
            _attributes.Add(new VertexInputAttributeDescription
            {
                Location = (uint)a.Location,
                Binding = binding,
                Format = a.Format,
                Offset = (uint)a.Offset,
            });
        }
        return this;
    }

    private Pipeline Create(RenderPassKind kind, PipelineLayout layout)
    {
        nint main = SilkMarshal.StringToPtr("main");
        PipelineShaderStageCreateInfo* stages = stackalloc PipelineShaderStageCreateInfo[2];
        stages[0] = Stage(ShaderStageFlags.VertexBit, _vertex, main);
        if (_fragment.Length > 0)
            stages[1] = Stage(ShaderStageFlags.FragmentBit, _fragment, main);
        DynamicState* dynamic = stackalloc DynamicState[2] { DynamicState.Viewport, DynamicState.Scissor };
        var dynamicState = new PipelineDynamicStateCreateInfo
        {
            SType = StructureType.PipelineDynamicStateCreateInfo,
            DynamicStateCount = 2,
            PDynamicStates = dynamic,
        };
        var viewport = new PipelineViewportStateCreateInfo { SType = StructureType.PipelineViewportStateCreateInfo, ViewportCount = 1, ScissorCount = 1 };
        var assembly = new PipelineInputAssemblyStateCreateInfo { SType = StructureType.PipelineInputAssemblyStateCreateInfo, Topology = _topology };
        var samples = new PipelineMultisampleStateCreateInfo { SType = StructureType.PipelineMultisampleStateCreateInfo, RasterizationSamples = kind.Samples };
        PipelineRasterizationStateCreateInfo rasterization = Rasterization();
        PipelineDepthStencilStateCreateInfo depth = DepthState();
        PipelineColorBlendAttachmentState attachment = Blending();
        var blend = new PipelineColorBlendStateCreateInfo
        {
            SType = StructureType.PipelineColorBlendStateCreateInfo,
            AttachmentCount = kind.HasColor ? 1u : 0,
            PAttachments = &attachment,
        };
        fixed (VertexInputBindingDescription* bindings = _bindings.ToArray())
        fixed (VertexInputAttributeDescription* attributes = _attributes.ToArray())
        {
            var input = new PipelineVertexInputStateCreateInfo
            {
                SType = StructureType.PipelineVertexInputStateCreateInfo,
                VertexBindingDescriptionCount = (uint)_bindings.Count,
                PVertexBindingDescriptions = bindings,
                VertexAttributeDescriptionCount = (uint)_attributes.Count,
                PVertexAttributeDescriptions = attributes,
            };
            var info = new GraphicsPipelineCreateInfo
            {
                SType = StructureType.GraphicsPipelineCreateInfo,
                StageCount = _fragment.Length > 0 ? 2u : 1,
                PStages = stages,
                PVertexInputState = &input,
                PInputAssemblyState = &assembly,
                PViewportState = &viewport,
                PRasterizationState = &rasterization,
                PMultisampleState = &samples,
                PDepthStencilState = &depth,
                PColorBlendState = &blend,
                PDynamicState = &dynamicState,
                Layout = layout,
                RenderPass = device.RenderPasses.Get(kind),
            };
            Pipeline pipeline;
            Result result = device.Vk.CreateGraphicsPipelines(device.Device, default, 1, &info, null, &pipeline);
            SilkMarshal.Free(main);
            result.Check($"vkCreateGraphicsPipelines ({name})");
            return pipeline;
        }
    }

    private PipelineShaderStageCreateInfo Stage(ShaderStageFlags stage, string shader, nint main) => new()
    {
        SType = StructureType.PipelineShaderStageCreateInfo,
        Stage = stage,
        Module = ShaderModules.Load(device, shader),
        PName = (byte*)main,
    };

    private PipelineRasterizationStateCreateInfo Rasterization() => new()
    {
        SType = StructureType.PipelineRasterizationStateCreateInfo,
        PolygonMode = PolygonMode.Fill,
        CullMode = _cull,
        FrontFace = _front,
        LineWidth = 1,
        DepthBiasEnable = _biasConstant != 0 || _biasSlope != 0,
        DepthBiasConstantFactor = _biasConstant,
        DepthBiasSlopeFactor = _biasSlope,
    };

    private PipelineDepthStencilStateCreateInfo DepthState() => new()
    {
        SType = StructureType.PipelineDepthStencilStateCreateInfo,
        DepthTestEnable = _depthTest,
        DepthWriteEnable = _depthWrite,
        DepthCompareOp = CompareOp.LessOrEqual,
    };

    private PipelineColorBlendAttachmentState Blending() => new()
    {
        BlendEnable = _blend,
        SrcColorBlendFactor = _sourceFactor,
        DstColorBlendFactor = BlendFactor.OneMinusSrcAlpha,
        ColorBlendOp = BlendOp.Add,
        SrcAlphaBlendFactor = BlendFactor.One,
        DstAlphaBlendFactor = BlendFactor.OneMinusSrcAlpha,
        AlphaBlendOp = BlendOp.Add,
        ColorWriteMask = ColorComponentFlags.RBit | ColorComponentFlags.GBit | ColorComponentFlags.BBit | ColorComponentFlags.ABit,
    };
}
