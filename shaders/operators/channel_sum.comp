#version 450
#extension GL_GOOGLE_include_directive : require
// Sums over the pixels of each plane, in LANES parts:
//   partial[plane][lane] = sum over j of input[plane][lane + j*LANES]
// One invocation computes one vector (layout.glsl); channel_sum_reduce.comp adds them up.
//
// input [planes][pixels] vectors, partial [planes][LANES] vectors, count of them
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

layout(constant_id = 4) const uint LANES = 8;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Partial { STORED partial_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint partial_base;
    uint count;
    uint pixels;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint at = p.input_base / WIDTH + index / LANES * p.pixels;
    VECTOR sum = VECTOR(0);
    for (uint i = index % LANES; i < p.pixels; i += LANES)
        sum += LOAD(input_data, at + i);
    partial_data[p.partial_base / WIDTH + index] = STORED(sum);
}
