#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = 1 if input[i] is of the class FUNCTION asks for, else 0: 23 NaN, 24 infinite, 25 +infinity, 26 -infinity.
// The numbers are those of UnaryFunction.cs. Told by the bits, because drivers may assume that isnan() and isinf() are never true.
//
// One invocation computes one element. input: count reals; output: count truth values in the same order.
// variants: f32 f16
#include "kernel.glsl"

layout(constant_id = 4) const uint FUNCTION = 23;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { int output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
} p;

bool is_member(uint bits)
{
    switch (FUNCTION) {
    case 23: return (bits & 0x7fffffffu) > 0x7f800000u;
    case 24: return (bits & 0x7fffffffu) == 0x7f800000u;
    case 25: return bits == 0x7f800000u;
    default: return bits == 0xff800000u;
    }
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    output_data[p.output_base + i] = is_member(floatBitsToUint(VALUE(input_data[p.input_base + i]))) ? 1 : 0;
}
