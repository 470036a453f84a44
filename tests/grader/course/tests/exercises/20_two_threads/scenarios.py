def counted(student):
    return {"count": student.main()}
