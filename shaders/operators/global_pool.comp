#version 450
#extension GL_GOOGLE_include_directive : require
// Reduces each plane to one number:
//   FUNCTION 0: output[plane] = mean of input[plane][i]
//   FUNCTION 1: output[plane] = max of input[plane][i]
//   FUNCTION 2: output[plane] = (sum of |input[plane][i]|^exponent) ^ (1/exponent)
// LANES invocations share a plane: each takes every LANES-th element, then their results are folded in halves, always in the same order.
//
// input  [planes][pixels]
// output [planes]
// LANES is a power of two that divides the workgroup size; the workgroup size is at most 128.
// variants: f32 f16
#include "kernel.glsl"
#include "arithmetic.glsl"
#include "norm.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;
layout(constant_id = 5) const uint LANES = 1;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint planes;
    uint pixels;
    float exponent;
} p;

shared float partial[128];

float fold(float a, float b)
{
    return FUNCTION == 1 ? maximum(a, b) : a + b;
}

void main()
{
    uint local = gl_LocalInvocationID.x;
    uint plane = invocation_index() / LANES;
    uint lane = local % LANES;
    float result = FUNCTION == 1 ? -POSITIVE_INFINITY : 0.0;
    if (plane < p.planes) {
        for (uint i = lane; i < p.pixels; i += LANES) {
            float value = VALUE(input_data[p.input_base + plane * p.pixels + i]);
            result = fold(result, FUNCTION == 2 ? power_of(value, p.exponent) : value);
        }
    }
    partial[local] = result;
    for (uint half_lanes = LANES / 2; half_lanes > 0; half_lanes /= 2) {
        barrier();
        if (lane < half_lanes)
            partial[local] = fold(partial[local], partial[local + half_lanes]);
    }
    if (lane == 0 && plane < p.planes) {
        result = partial[local];
        if (FUNCTION == 0)
            result /= float(p.pixels);
        if (FUNCTION == 2)
            result = root_of(result, p.exponent);
        output_data[p.output_base + plane] = ELEMENT(result);
    }
}
