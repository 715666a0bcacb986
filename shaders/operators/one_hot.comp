// output[o][d][i] = values[indices[o][i] == d ? 1 : 0]; a negative index counts from the depth.
//
// One invocation computes one element.
//
// indices  [outer][inner]
// values   off, on
// output   [outer][depth][inner]
// Assumptions: count = outer · depth · inner.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Indices { int indices_data[]; };
layout(binding = 1, set = 0) readonly buffer Values { ELEMENT values_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint indices_base;
    uint values_base;
    uint output_base;
    uint count;
    uint depth;
    uint inner;
} p;

void main()
{
    uint place = invocation_index();
    if (place >= p.count)
        return;
    uint row = place / p.inner;
    uint i = place - row * p.inner;
    uint outer = row / p.depth;
    int d = int(row - outer * p.depth);
    int index = indices_data[p.indices_base + outer * p.inner + i];
    bool on = (index < 0 ? index + int(p.depth) : index) == d;
    output_data[p.output_base + place] = values_data[p.values_base + (on ? 1u : 0u)];
}
