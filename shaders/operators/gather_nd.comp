// output[b][t][i] = input[b][indices[b][t][0], …, indices[b][t][TUPLE - 1]][i]; a negative index counts from the end.
//
// One invocation copies one element. Indices out of range are clamped, so nothing outside the input is ever read. The axes that a tuple
// addresses are numbered from the last: extent0 and stride0 belong to the last index of the tuple.
//
// input    [batch][extent …][inner]; batch_stride elements per batch
// indices  [batch][tuples_per_batch][TUPLE]
// output   [batch][tuples_per_batch][inner]
// Assumptions: count = batch · tuples_per_batch · inner; 1 <= TUPLE <= 8; every extent >= 1.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(constant_id = 4) const uint TUPLE = 8;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Indices { int indices_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint indices_base;
    uint output_base;
    uint count;
    uint inner;
    uint tuples_per_batch;
    uint batch_stride;
    int extent0;
    int extent1;
    int extent2;
    int extent3;
    int extent4;
    int extent5;
    int extent6;
    int extent7;
    int stride0;
    int stride1;
    int stride2;
    int stride3;
    int stride4;
    int stride5;
    int stride6;
    int stride7;
} p;

#define STEP(NUMBER, EXTENT, STRIDE) \
    if (TUPLE >= NUMBER) { \
        int index = indices_data[first + TUPLE - NUMBER]; \
        from += uint(clamp(index < 0 ? index + EXTENT : index, 0, EXTENT - 1) * STRIDE); \
    }

void main()
{
    uint place = invocation_index();
    if (place >= p.count)
        return;
    uint row = place / p.inner;
    uint first = p.indices_base + row * TUPLE;
    uint from = p.input_base + row / p.tuples_per_batch * p.batch_stride + place - row * p.inner;
    STEP(1, p.extent0, p.stride0)
    STEP(2, p.extent1, p.stride1)
    STEP(3, p.extent2, p.stride2)
    STEP(4, p.extent3, p.stride3)
    STEP(5, p.extent4, p.stride4)
    STEP(6, p.extent5, p.stride5)
    STEP(7, p.extent6, p.stride6)
    STEP(8, p.extent7, p.stride7)
    output_data[p.output_base + place] = input_data[from];
}
