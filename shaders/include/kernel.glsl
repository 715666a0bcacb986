// What every kernel shares: the element type, the workgroup, and its place in the dispatch.
//
// Variants (f32, f16, i32) are built by defining ELEMENT_F32, ELEMENT_F16 or ELEMENT_I32; f32 where none is defined, so that every
// shader compiles alone. ELEMENT is how an element is stored, VALUE how it is computed with: float for f32 and f16, int for i32.
#ifndef CNNVULKAN_KERNEL_GLSL
#define CNNVULKAN_KERNEL_GLSL

#if defined(ELEMENT_F16)
#extension GL_EXT_shader_16bit_storage : require
#define ELEMENT float16_t
#define ELEMENT4 f16vec4
#define VALUE float
#define VALUE4 vec4
#elif defined(ELEMENT_I32)
#define ELEMENT int
#define ELEMENT4 ivec4
#define VALUE int
#define VALUE4 ivec4
#else
#ifndef ELEMENT_F32
#define ELEMENT_F32
#endif
#define ELEMENT float
#define ELEMENT4 vec4
#define VALUE float
#define VALUE4 vec4
#endif

layout(local_size_x_id = 0, local_size_y = 1, local_size_z = 1) in;

// This workgroup's number; the host folds a long row of workgroups into X and Y.
uint group_index()
{
    return gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
}

// This invocation's number in the whole dispatch. May pass the amount of work by less than a workgroup plus a row: check it.
uint invocation_index()
{
    return group_index() * gl_WorkGroupSize.x + gl_LocalInvocationID.x;
}

#endif
