#version 450
#extension GL_GOOGLE_include_directive : require
// Reduces each plane to one vector (layout.glsl), component by component:
//   FUNCTION 0: output[plane] = mean of input[plane][i]
//   FUNCTION 1: output[plane] = max of input[plane][i]
//   FUNCTION 2: output[plane] = (sum of |input[plane][i]|^exponent) ^ (1/exponent), in the plain layout alone
// LANES invocations share a plane: each takes every LANES-th vector, then their results are folded in halves, always in the same order.
//
// input  [planes][pixels] vectors
// output [planes] vectors
// LANES is a power of two that divides the workgroup size; the workgroup size is at most 128.
// variants: f32 f16 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "arithmetic.glsl"
#include "norm.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;
layout(constant_id = 5) const uint LANES = 1;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint planes;
    uint pixels;
    float exponent;
} p;

shared VECTOR partial[128];

VECTOR fold(VECTOR a, VECTOR b)
{
    if (FUNCTION != 1)
        return a + b;
#if WIDTH == 4
    return vec4(maximum(a.x, b.x), maximum(a.y, b.y), maximum(a.z, b.z), maximum(a.w, b.w));
#else
    return maximum(a, b);
#endif
}

VECTOR element(uint at)
{
    VECTOR value = LOAD(input_data, at);
#if WIDTH == 1
    if (FUNCTION == 2)
        value = power_of(value, p.exponent);
#endif
    return value;
}

void main()
{
    uint local = gl_LocalInvocationID.x;
    uint plane = invocation_index() / LANES;
    uint lane = local % LANES;
    VECTOR result = VECTOR(FUNCTION == 1 ? -POSITIVE_INFINITY : 0.0);
    if (plane < p.planes) {
        uint at = p.input_base / WIDTH + plane * p.pixels;
        for (uint i = lane; i < p.pixels; i += LANES)
            result = fold(result, element(at + i));
    }
    if (LANES > 1) {
        partial[local] = result;
        for (uint half_lanes = LANES / 2; half_lanes > 0; half_lanes /= 2) {
            barrier();
            if (lane < half_lanes)
                partial[local] = fold(partial[local], partial[local + half_lanes]);
        }
        result = partial[local];
    }
    if (lane == 0 && plane < p.planes) {
        if (FUNCTION == 0)
            result /= float(p.pixels);
#if WIDTH == 1
        if (FUNCTION == 2)
            result = root_of(result, p.exponent);
#endif
        output_data[p.output_base / WIDTH + plane] = STORED(result);
    }
}
