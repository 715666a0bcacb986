// output[i] = input[i], from int to float.
//
// One invocation converts one element.
//
// input, output  count elements
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { int input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    output_data[p.output_base + i] = ELEMENT(VALUE(input_data[p.input_base + i]));
}
