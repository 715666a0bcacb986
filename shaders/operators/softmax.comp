#version 450
#extension GL_GOOGLE_include_directive : require
// Over each row x: FUNCTION 0: e^(x - m) / s. 1: x - m - ln s. 2: 1 for the first largest element, else 0.
// m = max x, s = Σ e^(x - m): nothing overflows.
//
// One invocation, or one workgroup where COOPERATIVE, computes one row. input, output: outer × extent × inner, rows = outer · inner, a
// row's elements inner apart. A cooperative workgroup is a power of two, at most 256.
// variants: f32 f16
#include "kernel.glsl"
#include "workgroup_tree.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;
layout(constant_id = 5) const bool COOPERATIVE = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint rows;
    uint extent;
    uint inner;
} p;

float across(uint how, float x)
{
    return COOPERATIVE ? across_workgroup(how, x) : x;
}

float result(float x, float largest, float sum)
{
    if (is_nan(largest))
        return largest;
    return FUNCTION == 0 ? exp(x - largest) / sum : x - largest - log(sum);
}

void main()
{
    uint row = COOPERATIVE ? group_index() : invocation_index();
    uint lane = COOPERATIVE ? gl_LocalInvocationID.x : 0;
    uint lanes = COOPERATIVE ? gl_WorkGroupSize.x : 1;
    uint extent = row < p.rows ? p.extent : 0;
    uint start = row / p.inner * p.extent * p.inner + row % p.inner;

    float largest = -POSITIVE_INFINITY;
    for (uint i = lane; i < extent; i += lanes)
        largest = maximum(largest, VALUE(input_data[p.input_base + start + i * p.inner]));
    largest = across(JOIN_MAXIMUM, largest);

    // Of e^(x - m); for FUNCTION 2 the first index of the largest: exact as a float below 2^24.
    float sum = FUNCTION == 2 ? POSITIVE_INFINITY : 0.0;
    for (uint i = lane; i < extent; i += lanes) {
        float x = VALUE(input_data[p.input_base + start + i * p.inner]);
        if (FUNCTION == 2)
            sum = x == largest ? min(sum, float(i)) : sum;
        else
            sum += exp(x - largest);
    }
    sum = across(FUNCTION == 2 ? JOIN_MINIMUM : JOIN_SUM, sum);

    for (uint i = lane; i < extent; i += lanes) {
        uint at = start + i * p.inner;
        float y = FUNCTION == 2 ? (float(i) == sum ? 1.0 : 0.0) : result(VALUE(input_data[p.input_base + at]), largest, sum);
        output_data[p.output_base + at] = ELEMENT(y);
    }
}
