#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// output[n][c][i] = input[n][c][i] / (bias + alpha/size · Σ input[n][d][i]²)^beta, d from c - BEFORE to c + AFTER within the channels.
// Krizhevsky et al. 2012, section 3.3.
// One invocation computes one vector (layout.glsl).
//
// input, output [N][vectors][pixels] vectors, count of them; all channels of a vector exist
// variants: f32 f16 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "arithmetic.glsl"
#include "channel_window.glsl"

layout(constant_id = 4) const uint BEFORE = 2;
layout(constant_id = 5) const uint AFTER = 2;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint vectors;
    uint pixels;
    float alpha_over_size;
    float beta;
    float bias;
} p;

VECTOR own = VECTOR(0);
VECTOR sum = VECTOR(0);

// Adds the squares of the vector v vectors further on.
void add(uint index, int vector, int v)
{
    bool inside = uint(vector + v) < p.vectors;
    VECTOR value = LOAD(input_data, p.input_base / WIDTH + uint(int(index) + (inside ? v : 0) * int(p.pixels)));
    if (v == 0)
        own = value;
    add_window(sum, inside ? value * value : VECTOR(0), v, BEFORE, AFTER);
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint plane = index / p.pixels;
    int vector = int(plane % p.vectors);
    const int first = FIRST_VECTOR(BEFORE), last = LAST_VECTOR(AFTER);
#ifdef LAYOUT_NC4HW
    [[unroll]] for (int v = first; v <= last; v++)
        add(index, vector, v);
#else
    // Files may ask for windows of any size: only channels that exist are visited, and nothing is unrolled.
    for (int v = max(first, -vector); v <= min(last, int(p.vectors) - 1 - vector); v++)
        add(index, vector, v);
#endif
    VECTOR norm = VECTOR(p.bias) + p.alpha_over_size * sum;
    VECTOR scale = pow(norm, VECTOR(-p.beta));
    // Some drivers make a number of a power of NaN.
    [[unroll]] for (int i = 0; i < WIDTH; i++)
        COMPONENT(scale, i) = is_nan(COMPONENT(norm, i)) ? COMPONENT(norm, i) : COMPONENT(scale, i);
    output_data[p.output_base / WIDTH + index] = STORED(own * scale);
}
