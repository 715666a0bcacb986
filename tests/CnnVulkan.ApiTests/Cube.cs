using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.ApiTests;

public sealed class Cube : Operator
{
    private static readonly Kernel Kernel = new("cube", ["input", "out output"], ["uint count"], source: """
        #version 450
        #extension GL_GOOGLE_include_directive : require
        #include "kernel.glsl"

        layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
        layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };
        layout(push_constant) uniform Push { uint input_base; uint output_base; uint count; } p;

        void main()
        {
            uint i = invocation_index();
            if (i >= p.count)
                return;
            VALUE x = VALUE(input_data[p.input_base + i]);
            output_data[p.output_base + i] = ELEMENT(x * x * x);
        }
        """);

    public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

    public override void Lower(LoweringContext context)
    {
        TensorView x = context.Input(0);
        context.Add(new KernelCall
        {
            Kernel = Kernel,
            Buffers = [x, context.Output(0)],
            Push = { ["count"] = x.Count },
            Invocations = x.Count,
        });
    }
}
