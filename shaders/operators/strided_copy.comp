// output[Σ c_i · output_stride_i] = input[input_start + Σ c_i · input_stride_i] for every c with 0 <= c_i < extent_i.
//
// One invocation copies one element, or one vector of four (layout.glsl): then all counts are of vectors. Axis 0 is the innermost loop; axes from RANK on are not looked at, so a copy that came down to
// one loop costs no division.
//
// input   the elements that are read, from the lowest index on; input_start is where all loops begin (loops may run backwards)
// output  the elements that are written; output strides are positive
// Assumptions: count = product of the extents; RANK <= 8.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

layout(constant_id = 4) const uint RANK = 8;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    int input_start;
    uint extent0;
    uint extent1;
    uint extent2;
    uint extent3;
    uint extent4;
    uint extent5;
    uint extent6;
    uint extent7;
    int input_stride0;
    int input_stride1;
    int input_stride2;
    int input_stride3;
    int input_stride4;
    int input_stride5;
    int input_stride6;
    int input_stride7;
    int output_stride0;
    int output_stride1;
    int output_stride2;
    int output_stride3;
    int output_stride4;
    int output_stride5;
    int output_stride6;
    int output_stride7;
} p;

// Takes one loop's counter off `rest`; the outermost loop's is what remains.
#define STEP(NUMBER, EXTENT, INPUT_STRIDE, OUTPUT_STRIDE) \
    if (RANK >= NUMBER) { \
        uint outer = RANK == NUMBER ? 0u : rest / EXTENT; \
        int c = int(rest - outer * EXTENT); \
        from += c * INPUT_STRIDE; \
        to += c * OUTPUT_STRIDE; \
        rest = outer; \
    }

void main()
{
    uint rest = invocation_index();
    if (rest >= p.count)
        return;
    int from = int(p.input_base / WIDTH) + p.input_start;
    int to = int(p.output_base / WIDTH);
    STEP(1, p.extent0, p.input_stride0, p.output_stride0)
    STEP(2, p.extent1, p.input_stride1, p.output_stride1)
    STEP(3, p.extent2, p.input_stride2, p.output_stride2)
    STEP(4, p.extent3, p.input_stride3, p.output_stride3)
    STEP(5, p.extent4, p.input_stride4, p.output_stride4)
    STEP(6, p.extent5, p.input_stride5, p.output_stride5)
    STEP(7, p.extent6, p.input_stride6, p.output_stride6)
    STEP(8, p.extent7, p.input_stride7, p.output_stride7)
    output_data[to] = STORED(LOAD(input_data, from));
}
