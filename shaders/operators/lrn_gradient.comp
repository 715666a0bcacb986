#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// The gradient of the input of local response normalisation:
//   output[n][c][i] = direct[n][c][i] - factor · input[n][c][i] · Σ ratio[n][d][i], d from c - BEFORE to c + AFTER within the channels
// Those are the channels whose window reaches c, so BEFORE and AFTER are the other way round than in lrn.comp; factor = 2 · beta · alpha/size.
// One invocation computes one vector (layout.glsl).
//
// ratio, input, direct, output [N][vectors][pixels] vectors, count of them, ratio and direct from lrn_gradient_ratio.comp; all channels exist
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "channel_window.glsl"

layout(constant_id = 4) const uint BEFORE = 2;
layout(constant_id = 5) const uint AFTER = 2;

LAYOUT_BUFFER(0, Ratio, ratio_data);
LAYOUT_BUFFER(1, Input, input_data);
LAYOUT_BUFFER(2, Direct, direct_data);
layout(binding = 3, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint ratio_base;
    uint input_base;
    uint direct_base;
    uint output_base;
    uint count;
    uint vectors;
    uint pixels;
    float factor;
} p;

VECTOR sum = VECTOR(0);

void add(uint index, int vector, int v)
{
    bool inside = uint(vector + v) < p.vectors;
    VECTOR value = LOAD(ratio_data, p.ratio_base / WIDTH + uint(int(index) + (inside ? v : 0) * int(p.pixels)));
    add_window(sum, inside ? value : VECTOR(0), v, BEFORE, AFTER);
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    int vector = int(index / p.pixels % p.vectors);
    const int first = FIRST_VECTOR(BEFORE), last = LAST_VECTOR(AFTER);
#ifdef LAYOUT_NC4HW
    [[unroll]] for (int v = first; v <= last; v++)
        add(index, vector, v);
#else
    for (int v = max(first, -vector); v <= min(last, int(p.vectors) - 1 - vector); v++)
        add(index, vector, v);
#endif
    VECTOR x = LOAD(input_data, p.input_base / WIDTH + index);
    output_data[p.output_base / WIDTH + index] = STORED(LOAD(direct_data, p.direct_base / WIDTH + index) - p.factor * x * sum);
}
