// output[i] = mask[i] != 0 ? input[i] · scale : 0, scale = 1 / (1 - ratio).
//
// One invocation computes one element.
//
// input, mask, output  count elements
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Mask { int mask_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint mask_base;
    uint output_base;
    uint count;
    float scale;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    VALUE x = VALUE(input_data[p.input_base + i]);
    output_data[p.output_base + i] = ELEMENT(mask_data[p.mask_base + i] != 0 ? x * p.scale : 0.0);
}
