// output[i] = trunc(input[i]), or input[i] != 0 where TO_BOOL is set.
//
// One invocation converts one element. Reals outside the range of an int become its nearest end, NaN becomes 0.
//
// input, output  count elements
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const bool TO_BOOL = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { int output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
} p;

int truncated(float x)
{
    if (is_nan(x))
        return 0;
    // 2147483520 is the largest float below 2^31.
    return x >= 2147483648.0 ? 2147483647 : int(clamp(x, -2147483648.0, 2147483520.0));
}

int truncated(int x)
{
    return x;
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    VALUE x = VALUE(input_data[p.input_base + i]);
    output_data[p.output_base + i] = TO_BOOL ? int(x != VALUE(0)) : truncated(x);
}
