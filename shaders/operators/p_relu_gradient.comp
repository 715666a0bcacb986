#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// output = gradient · (input < 0 ? slope[c] : 1); slope_sums[n][c] = sum over the pixels of a plane of gradient · (input < 0 ? input : 0).
//
// One workgroup computes one plane of vectors (layout.glsl): each invocation takes every so manieth pixel. The sum of slope_sums over n is the
// gradient of the slopes. Channels past the last stay 0 where those of the gradient are.
//
// gradient, input, output  [planes][pixels] vectors, planes = N·vectors
// slope                    [channels]
// slope_sums               [N][channels]
// A workgroup is a power of two, at most 256.
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "workgroup_tree.glsl"

LAYOUT_BUFFER(0, Gradient, gradient_data);
LAYOUT_BUFFER(1, Input, input_data);
layout(binding = 2, set = 0) readonly buffer Slope { ELEMENT slope_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { STORED output_data[]; };
layout(binding = 4, set = 0) writeonly buffer SlopeSums { ELEMENT slope_sums_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
    uint input_base;
    uint slope_base;
    uint output_base;
    uint slope_sums_base;
    uint planes;
    uint vectors;
    uint pixels;
    uint channels;
} p;

void main()
{
    uint plane = group_index();
    bool inside = plane < p.planes;
    uint first = plane % p.vectors * WIDTH;
    VECTOR slope = VECTOR(0);
    [[unroll]] for (uint i = 0; i < WIDTH; i++)
        COMPONENT(slope, i) = slope_data[p.slope_base + min(first + i, p.channels - 1)];
    VECTOR sum = VECTOR(0);
    for (uint pixel = gl_LocalInvocationID.x; pixel < (inside ? p.pixels : 0); pixel += gl_WorkGroupSize.x) {
        uint at = plane * p.pixels + pixel;
        VECTOR gradient = LOAD(gradient_data, p.gradient_base / WIDTH + at);
        VECTOR x = LOAD(input_data, p.input_base / WIDTH + at);
        VECTOR result = gradient;
        [[unroll]] for (uint i = 0; i < WIDTH; i++) {
            bool negative = COMPONENT(x, i) < 0.0;
            COMPONENT(result, i) *= negative ? COMPONENT(slope, i) : 1.0;
            COMPONENT(sum, i) += negative ? COMPONENT(gradient, i) * COMPONENT(x, i) : 0.0;
        }
        output_data[p.output_base / WIDTH + at] = STORED(result);
    }
    [[unroll]] for (uint i = 0; i < WIDTH; i++) {
        float total = across_workgroup(JOIN_SUM, COMPONENT(sum, i));
        if (inside && gl_LocalInvocationID.x == 0 && first + i < p.channels)
            slope_sums_data[p.slope_sums_base + plane / p.vectors * p.channels + first + i] = total;
    }
}
