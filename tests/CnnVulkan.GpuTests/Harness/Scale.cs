using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>A layer of a user's own, with GLSL compiled at run time: y = factor · x + constant.</summary>
internal sealed class Scale(float factor, uint constant = 0) : Operator
{
    public const string Source = """
        #version 450
        #extension GL_GOOGLE_include_directive : require
        #include "kernel.glsl"
        layout(constant_id = 4) const uint CONSTANT = 0;
        layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
        layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };
        layout(push_constant) uniform Push { uint input_base; uint output_base; uint count; float factor; } p;
        void main()
        {
            uint i = invocation_index();
            if (i >= p.count)
                return;
            output_data[p.output_base + i] = ELEMENT(float(VALUE(input_data[p.input_base + i])) * p.factor + float(CONSTANT));
        }
        """;

    private static readonly Kernel Kernel = new("scale", ["input", "out output"], ["uint count", "float factor"], ["CONSTANT"], source: Source);

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    public override void Lower(LoweringContext context) => context.Add(new KernelCall
    {
        Kernel = Kernel,
        Buffers = [context.Input(0), context.Output(0)],
        Push = new() { ["count"] = (uint)context.OutputInfo(0).Shape.Count, ["factor"] = factor },
        Constants = new() { ["CONSTANT"] = constant },
        Invocations = context.OutputInfo(0).Shape.Count,
    });
}
