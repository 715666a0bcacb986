#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// output[i] = activation(f(a[j], b[k])), f chosen by FUNCTION, j and k by broadcasting. The numbers are those of BinaryFunction.cs.
//
// One invocation computes one element, or, where a and b lie alike, one vector of four (layout.glsl): then all counts are of vectors. output: count
// elements over RANK axes, innermost first in extent0..5. a, b: the elements their strides reach. Integers end with no activation.
// variants: f32 f16 i32 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;

LAYOUT_BUFFER(0, A, a_data);
LAYOUT_BUFFER(1, B, b_data);
layout(binding = 2, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint a_base;
    uint b_base;
    uint output_base;
    uint count;
    uint extent0;
    uint extent1;
    uint extent2;
    uint extent3;
    uint extent4;
    uint extent5;
    uint a_stride0;
    uint a_stride1;
    uint a_stride2;
    uint a_stride3;
    uint a_stride4;
    uint a_stride5;
    uint b_stride0;
    uint b_stride1;
    uint b_stride2;
    uint b_stride3;
    uint b_stride4;
    uint b_stride5;
    float activation_alpha;
    float activation_beta;
} p;

#include "broadcast.glsl"

#ifdef ELEMENT_I32
int bits_of(int x, int y)
{
    switch (FUNCTION) {
    case 10: return x != 0 && y != 0 ? 1 : 0;
    case 11: return x != 0 || y != 0 ? 1 : 0;
    case 12: return (x != 0) != (y != 0) ? 1 : 0;
    // As unsigned: past 31 bits GLSL leaves the result open.
    case 13: return uint(y) > 31u ? 0 : x << y;
    case 14: return uint(y) > 31u ? 0 : int(uint(x) >> y);
    default: return x;
    }
}
#else
float bits_of(float x, float y)
{
    return x;
}
#endif

VALUE combine(VALUE x, VALUE y)
{
    switch (FUNCTION) {
    case 0: return x + y;
    case 1: return x - y;
    case 2: return x * y;
    case 3: return divide(x, y);
    case 4: return power(x, y);
    case 5: return minimum(x, y);
    case 6: return maximum(x, y);
    case 7: return floored_remainder(x, y);
    case 8: return truncated_remainder(x, y);
    case 9: return x < VALUE(0) ? x * y : x;
    default: return bits_of(x, y);
    }
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    uvec2 place = operands(i);
    VECTOR x = LOAD(a_data, p.a_base / WIDTH + place.x), y = LOAD(b_data, p.b_base / WIDTH + place.y);
    [[unroll]] for (int c = 0; c < WIDTH; c++)
        COMPONENT(y, c) = combine(COMPONENT(x, c), COMPONENT(y, c));
#ifndef ELEMENT_I32
    y = activate(y, p.activation_alpha, p.activation_beta);
#endif
    output_data[p.output_base / WIDTH + i] = STORED(y);
}
