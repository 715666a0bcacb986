// output[o][k][i] = input[o][indices[k]][i]; a negative index counts from the end.
//
// One invocation copies one element. Indices out of range are clamped, so nothing outside the input is ever read.
//
// input    [outer][extent][inner]
// indices  [index_count]
// output   [outer][index_count][inner]
// Assumptions: count = outer · index_count · inner; extent >= 1.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Indices { int indices_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint indices_base;
    uint output_base;
    uint count;
    uint index_count;
    uint inner;
    int extent;
} p;

void main()
{
    uint place = invocation_index();
    if (place >= p.count)
        return;
    uint row = place / p.inner;
    uint i = place - row * p.inner;
    uint outer = row / p.index_count;
    int index = indices_data[p.indices_base + row - outer * p.index_count];
    index = clamp(index < 0 ? index + p.extent : index, 0, p.extent - 1);
    output_data[p.output_base + place] = input_data[p.input_base + (outer * uint(p.extent) + uint(index)) * p.inner + i];
}
