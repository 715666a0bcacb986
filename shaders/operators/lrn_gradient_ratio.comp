#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// What the gradient of local response normalisation is made of, norm[c] = bias + alpha/size · Σ input[d]², d from c - BEFORE to c + AFTER:
//   direct[n][c][i] = gradient · norm^-beta, ratio[n][c][i] = gradient · input · norm^(-beta - 1)
// One invocation computes one vector of each (layout.glsl).
//
// input, gradient, direct, ratio [N][vectors][pixels] vectors, count of them; all channels of a vector exist
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "channel_window.glsl"

layout(constant_id = 4) const uint BEFORE = 2;
layout(constant_id = 5) const uint AFTER = 2;

LAYOUT_BUFFER(0, Input, input_data);
LAYOUT_BUFFER(1, Gradient, gradient_data);
layout(binding = 2, set = 0) writeonly buffer Direct { STORED direct_data[]; };
layout(binding = 3, set = 0) writeonly buffer Ratio { STORED ratio_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint gradient_base;
    uint direct_base;
    uint ratio_base;
    uint count;
    uint vectors;
    uint pixels;
    float alpha_over_size;
    float beta;
    float bias;
} p;

VECTOR own = VECTOR(0);
VECTOR sum = VECTOR(0);

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
    int vector = int(index / p.pixels % p.vectors);
    const int first = FIRST_VECTOR(BEFORE), last = LAST_VECTOR(AFTER);
#ifdef LAYOUT_NC4HW
    [[unroll]] for (int v = first; v <= last; v++)
        add(index, vector, v);
#else
    for (int v = max(first, -vector); v <= min(last, int(p.vectors) - 1 - vector); v++)
        add(index, vector, v);
#endif
    VECTOR norm = VECTOR(p.bias) + p.alpha_over_size * sum;
    VECTOR direct = LOAD(gradient_data, p.gradient_base / WIDTH + index) * pow(norm, VECTOR(-p.beta));
    direct_data[p.direct_base / WIDTH + index] = STORED(direct);
    ratio_data[p.ratio_base / WIDTH + index] = STORED(direct * own / norm);
}
