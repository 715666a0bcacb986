#version 450
#extension GL_GOOGLE_include_directive : require
// The k largest (LARGEST) or smallest elements of each row in order, of equal ones the lower index first, and their indices.
//
// One invocation places one element of the input: its place is the number of elements of its row that come before it. That is extent²
// comparisons a row, in no particular order and without exchanging anything. NaN counts as larger than everything.
// input: outer × extent × inner, count elements; values, indices: outer × k × inner.
// variants: f32 f16 i32
#include "kernel.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const bool LARGEST = true;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Values { ELEMENT values_data[]; };
layout(binding = 2, set = 0) writeonly buffer Indices { int indices_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint values_base;
    uint indices_base;
    uint count;
    uint extent;
    uint inner;
    uint k;
} p;

// A number whose order as unsigned is the element's order: total, so that every element gets a place of its own.
uint key(VALUE x)
{
#ifdef ELEMENT_I32
    uint ordered = uint(x) ^ 0x80000000u;
#else
    // -0 equals 0, and the sign of a NaN says nothing.
    uint bits = is_nan(x) ? 0x7fc00000u : x == 0.0 ? 0u : floatBitsToUint(x);
    uint ordered = (bits & 0x80000000u) != 0u ? ~bits : bits | 0x80000000u;
#endif
    return LARGEST ? ~ordered : ordered;
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    uint own = i / p.inner % p.extent;
    uint outer = i / p.inner / p.extent;
    uint column = i % p.inner;
    uint start = p.input_base + outer * p.extent * p.inner + column;
    uint own_key = key(VALUE(input_data[p.input_base + i]));

    uint place = 0;
    for (uint j = 0; j < p.extent; j++) {
        uint other = key(VALUE(input_data[start + j * p.inner]));
        if (other < own_key || (other == own_key && j < own))
            place++;
    }
    if (place >= p.k)
        return;
    uint at = (outer * p.k + place) * p.inner + column;
    values_data[p.values_base + at] = input_data[p.input_base + i];
    indices_data[p.indices_base + at] = int(own);
}
