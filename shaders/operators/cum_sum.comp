// output[o][e][i] = Σ input[o][k][i] over k <= e (k < e where EXCLUSIVE; from the other end where REVERSE).
//
// One invocation runs along one line. The axis is short in practice and lines are many.
//
// input, output  [outer][extent][inner]
// Assumptions: count = outer · inner, the number of lines.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(constant_id = 4) const bool EXCLUSIVE = false;
layout(constant_id = 5) const bool REVERSE = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint extent;
    uint inner;
} p;

void main()
{
    uint line = invocation_index();
    if (line >= p.count)
        return;
    uint outer = line / p.inner;
    uint first = outer * p.extent * p.inner + line - outer * p.inner;
    VALUE sum = VALUE(0);
    for (uint k = 0; k < p.extent; k++) {
        uint place = first + (REVERSE ? p.extent - 1 - k : k) * p.inner;
        VALUE before = sum;
        sum += VALUE(input_data[p.input_base + place]);
        output_data[p.output_base + place] = ELEMENT(EXCLUSIVE ? before : sum);
    }
}
