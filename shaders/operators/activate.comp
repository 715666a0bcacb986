#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = f(input[i]), f chosen by ACTIVATION.
//
// One invocation computes one element. input, output: count elements in the same order.
// variants: f32 f16
#include "kernel.glsl"
#include "activation.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    float activation_alpha;
    float activation_beta;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    float x = VALUE(input_data[p.input_base + i]);
    output_data[p.output_base + i] = ELEMENT(activate(x, p.activation_alpha, p.activation_beta));
}
