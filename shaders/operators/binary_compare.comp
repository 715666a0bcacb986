#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = 1 if a[j] and b[k] stand in the relation FUNCTION asks for, else 0; j and k by broadcasting. The numbers are those of
// BinaryFunction.cs.
//
// One invocation computes one element. output: count truth values over RANK axes, innermost first in extent0..5. a, b: the elements
// their strides reach.
// variants: f32 f16 i32
#include "kernel.glsl"

layout(constant_id = 4) const uint FUNCTION = 15;

layout(binding = 0, set = 0) readonly buffer A { ELEMENT a_data[]; };
layout(binding = 1, set = 0) readonly buffer B { ELEMENT b_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { int output_data[]; };

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
} p;

#include "broadcast.glsl"

bool holds(VALUE x, VALUE y)
{
    switch (FUNCTION) {
    case 15: return x == y;
    case 16: return x < y;
    case 17: return x <= y;
    case 18: return x > y;
    default: return x >= y;
    }
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    uvec2 place = operands(i);
    output_data[p.output_base + i] = holds(VALUE(a_data[p.a_base + place.x]), VALUE(b_data[p.b_base + place.y])) ? 1 : 0;
}
