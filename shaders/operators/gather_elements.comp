// output[c] = input[c with its coordinate along the axis replaced by indices[c]]; a negative index counts from the end.
//
// One invocation copies one element. Indices out of range are clamped, so nothing outside the input is ever read. Axis 0 is the
// innermost; axes from RANK on are not looked at.
//
// input            row-major; input_stride holds its strides, 0 for the gathering axis, whose stride is axis_stride
// indices, output  row-major, extents extent
// Assumptions: count = product of extent; RANK <= 8; axis_extent >= 1.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(constant_id = 4) const uint RANK = 8;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Indices { int indices_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint indices_base;
    uint output_base;
    uint count;
    int axis_extent;
    int axis_stride;
    uint extent0;
    uint extent1;
    uint extent2;
    uint extent3;
    uint extent4;
    uint extent5;
    uint extent6;
    uint extent7;
    uint input_stride0;
    uint input_stride1;
    uint input_stride2;
    uint input_stride3;
    uint input_stride4;
    uint input_stride5;
    uint input_stride6;
    uint input_stride7;
} p;

#define STEP(NUMBER, EXTENT, INPUT_STRIDE) \
    if (RANK >= NUMBER) { \
        uint outer = RANK == NUMBER ? 0u : rest / EXTENT; \
        from += (rest - outer * EXTENT) * INPUT_STRIDE; \
        rest = outer; \
    }

void main()
{
    uint place = invocation_index();
    if (place >= p.count)
        return;
    uint rest = place;
    int index = indices_data[p.indices_base + place];
    index = clamp(index < 0 ? index + p.axis_extent : index, 0, p.axis_extent - 1);
    uint from = p.input_base + uint(index * p.axis_stride);
    STEP(1, p.extent0, p.input_stride0)
    STEP(2, p.extent1, p.input_stride1)
    STEP(3, p.extent2, p.input_stride2)
    STEP(4, p.extent3, p.input_stride3)
    STEP(5, p.extent4, p.input_stride4)
    STEP(6, p.extent5, p.input_stride5)
    STEP(7, p.extent6, p.input_stride6)
    STEP(8, p.extent7, p.input_stride7)
    output_data[p.output_base + place] = input_data[from];
}
